import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  accusedHealthyHosts,
  outcomeOf,
  withContainer,
  withOutcome,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
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
