import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withOutcome,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import type { Attempt } from '../../facts/snapshot.ts';
import { bridgeSubnetShadowsRemoteService as rule } from './bridge-subnet-shadows-remote-service.ts';

const { snapshot } = recordedHost('bridge-subnet-shadows-remote-service');
const toDatabase = ({ about }: Attempt) => about.kind === 'need';

test('a network that covers the database’s address is named with the route into it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'need', name: 'rds' },
    explains: ['need:rds'],
  });
  expect(finding.explanation).toContain('rds is at 172.25.111.48');
  expect(finding.explanation).toContain('holds 172.25.0.0/16');
  expect(evidenceText(finding)).toMatch(/\$ ip route get 172\.25\.111\.48\n172\.25\.111\.48 dev br-/);
  expect(finding.falsifier).toMatch(/^wrong if `ip route get 172\.25\.111\.48` does not say dev br-/);
});

test('an address that a person asks about counts like one of the inventory', () => {
  const findings = findingsOf(rule, { ...snapshot, needs: [] }, { to: '172.25.111.48:1433' });
  expect(findings.map(({ subject }) => subject.name)).toEqual(['172.25.111.48:1433']);
});

test('a need that nobody listed is not guessed at', () => {
  expect(findingsOf(rule, { ...snapshot, needs: [] })).toEqual([]);
});

test('who connects, or is refused by somebody with that address, is not in the dark', () => {
  expect(findingsOf(rule, withOutcome(snapshot, toDatabase, { kind: 'connected' }))).toEqual([]);
  expect(findingsOf(rule, withOutcome(snapshot, toDatabase, { kind: 'refused' }))).toEqual([]);
});

test('a need that is a container of that very network is where it should be', () => {
  const inside = withContainer(snapshot, 'portainer', {
    NetworkSettings: { Networks: { shop_default: { IPAddress: '172.25.111.48' } } },
  });
  expect(findingsOf(rule, inside)).toEqual([]);
});

test('a database that the card’s own subnet holds belongs to other causes', () => {
  expect(findingsOf(rule, recordedHost('the-story-route-deleted').snapshot)).toEqual([]);
});

test('healthy hosts are left alone, those with databases too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the routes nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'routes'))).toMatchObject({
    kind: 'unknown',
    because: 'routes: denied: permission denied',
  });
});

/** The host has a closer route around the bridge, and gets through. */
const around = withOutcome(
  edited(
    snapshot,
    'kernel-routes',
    /172\.25\.111\.48 dev br-\w+ src 172\.25\.0\.1/,
    '172.25.111.48 via 192.168.7.253 dev eth0 src 192.168.7.31',
  ),
  ({ about }) => about.kind === 'need',
  { kind: 'connected' },
);

test('a service that only the containers of the covering network cannot reach is named for them', () => {
  const inside = {
    vantage: 'container',
    to: { address: '172.25.111.48', port: 1433 },
    about: { kind: 'container-need', need: 'rds', container: 'portainer' },
    outcome: { kind: 'unreachable', because: 'No route to host' },
    ms: 3000,
  } as const;
  const finding = findingOf(rule, { ...around, attempts: [...around.attempts, inside] });
  expect(finding.explains).toEqual(['need:rds:portainer']);
  expect(finding.explanation).toContain('Inside portainer that address counts as a neighbour');
});

test('a closer route that the containers need not take leaves nothing to say', () => {
  expect(findingsOf(rule, around)).toEqual([]);
});

test('a name server in the covered range is named where the inventory lists nothing', () => {
  const { snapshot: bare } = recordedHost('bridge-subnet-shadows-client-network');
  const served = withText(bare, 'resolv-conf', '==> /etc/resolv.conf <==\nnameserver 10.231.9.53\n');
  expect(findingOf(rule, served)).toMatchObject({
    subject: { kind: 'resolver', name: 'name server 10.231.9.53' },
  });
});

test('the fixed address of a container that is stopped at the moment is nobody’s service', () => {
  const stopped = withContainer(snapshot, 'portainer', {
    NetworkSettings: { Networks: { shop_default: { IPAMConfig: { IPv4Address: '172.25.111.48' } } } },
  });
  expect(findingsOf(rule, stopped)).toEqual([]);
});
