import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { dockerAddressPoolsExhausted as rule } from './docker-address-pools-exhausted.ts';

const { snapshot } = recordedHost('healthy-plain');

/** As many networks as Docker's own pools have room for, less `spare`. */
function withNetworks(spare: number) {
  const pools = [
    ...Array.from({ length: 15 }, (_, index) => `172.${17 + index}.0.0/16`),
    ...Array.from({ length: 16 }, (_, index) => `192.168.${16 * index}.0/20`),
  ];
  const networks = pools.slice(0, pools.length - spare).map((Subnet, index) => ({
    Name: `old${index}`,
    Id: String(index).padStart(64, 'a'),
    Driver: 'bridge',
    IPAM: { Config: [{ Subnet }] },
  }));
  return withText(snapshot, 'docker-networks', JSON.stringify(networks));
}

test('networks that fill every pool leave none for another', () => {
  const finding = findingOf(rule, withNetworks(0));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'docker' } });
  expect(finding.explanation).toContain('31 networks exist');
  expect(finding.falsifier).toContain('docker network create');
});

test('one range that is left is enough', () => {
  expect(findingsOf(rule, withNetworks(1))).toEqual([]);
});

test('a tunnel that covers every pool is told and accuses nobody', () => {
  const routes = `${stdoutOf(snapshot, 'routes')}\n172.16.0.0/12 dev tun0 scope link\n192.168.0.0/16 dev tun0 scope link\n`;
  expect(findingOf(rule, withText(snapshot, 'routes', routes)).severity).toBe('notice');
});

test('a daemon that found none for its bridge is down because of that', () => {
  // dockerd 20.10.24, systemd 252
  const line =
    '2026-11-22T14:12:40+0000 hz-shop dockerd[214]: failed to start daemon: Error initializing network controller: list bridge addresses failed: PredefinedLocalScopeDefaultNetworks List: [172.17.0.0/16 172.18.0.0/16]: no available network\n';
  const down = recordedHost('docker-not-running').snapshot;
  const finding = findingOf(rule, withText(down, 'docker-journal', line));
  expect(finding).toMatchObject({ severity: 'critical', explains: expect.arrayContaining(['docker']) });
  expect(evidenceText(finding)).toContain('no available network');
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('the ranges tell without the journal, which only hosts with systemd have; without them nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-journal')).kind).toBe('healthy');
  expect(findingOf(rule, without(withNetworks(0), 'docker-journal')).severity).toBe('warning');
  expect(outcomeOf(rule, without(snapshot, 'routes')).kind).toBe('unknown');
});
