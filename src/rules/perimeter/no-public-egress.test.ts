import { expect, test } from 'vitest';

import { reaching, SILENCE } from '../../../test/support/far-hosts.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { noPublicEgress as rule } from './no-public-egress.ts';

const registry = { name: 'registry', address: '203.0.113.50', port: 443 };
const shut = reaching({ ...registry, outcome: SILENCE });

test('a host whose gateway takes the packets and no public address answers has no way out', () => {
  const finding = findingOf(rule, shut);
  expect(finding).toMatchObject({ certainty: 'likely', explains: ['need:registry'] });
  expect(evidenceText(finding)).toContain('203.0.113.50 via 10.72.13.253 dev eth0');
});

test.each([
  [
    'another public address answers',
    reaching(
      { ...registry, outcome: SILENCE },
      { name: 'git', address: '198.51.100.7', port: 22, outcome: { kind: 'connected' } },
    ),
  ],
  [
    'that machine answers, if not on this port',
    reaching({ ...registry, outcome: SILENCE, signs: '203.0.113.50 echo\n' }),
  ],
  ['what keeps silent is private', reaching({ address: '192.168.5.5', outcome: SILENCE })],
  ['the gateway itself does not answer', reaching({ ...registry, outcome: SILENCE, arp: 'FAILED' })],
])('%s, so the way out is not to blame', (_what, host) => {
  expect(findingsOf(rule, host)).toEqual([]);
});

test('healthy hosts are left alone, and without the routes nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(shut, 'routes')).kind).toBe('unknown');
});

test('the host’s own firewall comes first', () => {
  const own = edited(shut, 'iptables', ':OUTPUT ACCEPT [0:0]\n:DOCKER ', ':OUTPUT DROP [9:540]\n:DOCKER ');
  expect(findingsOf(rule, own)).toEqual([]);
});
