import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { withRefused } from '../../../test/support/refused-container.ts';
import { publishedOnStaleHostIp as rule } from './published-on-stale-host-ip.ts';

const WORDS =
  'Error starting userland proxy: listen tcp4 10.77.0.1:30010: bind: cannot assign requested address';
const byHand = { HostConfig: { PortBindings: { '8080/tcp': [{ HostIp: '10.77.0.1', HostPort: '30010' }] } } };
const refused = withRefused(WORDS, 30010, byHand);

test('a container that did not start on an address that is gone is named with the addresses that are there', () => {
  const finding = findingOf(rule, refused);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'late' } });
  expect(finding.title).toBe(
    'late publishes port 30010 on 10.77.0.1, an address that this host does not have',
  );
  expect(evidenceText(finding)).toContain('eth0 10.72.13.165/');
});

test('where the container does not name the address it is Docker’s default', () => {
  expect(findingOf(rule, withRefused(WORDS, 30010)).fix?.summary).toContain(
    'Take "ip" out of /etc/docker/daemon.json',
  );
});

test('an address that has come back by now makes it likely only', () => {
  expect(findingOf(rule, edited(refused, 'addresses', '10.72.13.165', '10.77.0.1')).certainty).toBe('likely');
});

const runs = withContainer(recordedHost('healthy-plain').snapshot, 'shop-web', {
  NetworkSettings: { Ports: { '8080/tcp': [{ HostIp: '10.77.0.1', HostPort: '30712' }] } },
});

test('a container that runs while its address went away is named too', () => {
  expect(findingOf(rule, runs)).toMatchObject({ severity: 'critical', explains: ['port:30712'] });
});

test('an address that floats between two hosts is nobody’s fault until somebody asks', () => {
  const floating = edited(runs, 'sysctls', 'ip_nonlocal_bind:0', 'ip_nonlocal_bind:1');
  expect(findingOf(rule, floating).severity).toBe('notice');
  expect(findingOf(rule, floating, { port: 30712 }).severity).toBe('critical');
});

test('every address of 127.0.0.0/8 is the host’s own, and healthy hosts are left alone', () => {
  const loopback = edited(runs, 'docker-inspect', '10.77.0.1', '127.0.0.2');
  expect(findingsOf(rule, loopback)).toEqual([]);
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the host’s addresses nothing is claimed', () => {
  expect(outcomeOf(rule, without(refused, 'addresses')).kind).toBe('unknown');
});
