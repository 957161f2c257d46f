import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import { bridgeSubnetShadowsClientNetwork as rule } from './bridge-subnet-shadows-client-network.ts';

const { snapshot } = recordedHost('bridge-subnet-shadows-client-network');
const [client] = viewOf('halfOpen', snapshot);
const from = client?.from ?? '';

test('clients whose connections stay half open because a Docker network covers them are named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { kind: 'bridge' } });
  expect(finding.title).toContain('office_default');
  expect(finding.explanation).toContain(`${from} is a client outside this host`);
  expect(evidenceText(finding)).toContain(`SYN_RECV src=${from}`);
  expect(finding.falsifier).toMatch(/^wrong if `ip route get .* does not say dev br-/);
  expect(finding.explains).toEqual([`port:${client?.port}`]);
});

test('a half-open connection of somebody who is reached by the card is nobody’s business', () => {
  const elsewhere = edited(snapshot, 'half-open', `src=${from}`, 'src=203.0.113.9');
  expect(findingsOf(rule, elsewhere)).toEqual([]);
});

test('a closer route around the bridge leaves nothing to say', () => {
  const around = edited(snapshot, 'routes', /^/, `${from} via 172.16.63.253 dev eth0\n`);
  expect(findingsOf(rule, around)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the table of connections it cannot say', () => {
  expect(outcomeOf(rule, without(snapshot, 'half-open'))).toMatchObject({
    kind: 'unknown',
    because: 'half-open: denied: permission denied',
  });
});
