import { expect, test } from 'vitest';

import { reaching, SILENCE } from '../../../test/support/far-hosts.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';

import { dbWhitelistStillListsOldIp as rule } from './db-whitelist-still-lists-old-ip.ts';

const near = reaching({ address: '10.72.13.20', outcome: SILENCE });

test('a database on the same network that is there and keeps silent has not let this host in', () => {
  const finding = findingOf(rule, near);
  expect(finding).toMatchObject({ certainty: 'likely', subject: { name: 'rds' }, explains: ['need:rds'] });
  expect(finding.title).toContain('10.72.13.165');
  expect(evidenceText(finding)).toContain('10.72.13.20 dev eth0 lladdr 5a:62:d5:cc:06:e0 REACHABLE');
});

test('so has one that takes the connection and closes it, wherever it is', () => {
  const closed = reaching({ address: '192.168.5.5', outcome: { kind: 'reset-after-accept' } });
  expect(findingOf(rule, closed).explanation).toContain('closes it at once');
});

test('so has one in another network that answers, though not on this port', () => {
  const alive = reaching({ address: '192.168.5.5', outcome: SILENCE, signs: '192.168.5.5 echo\n' });
  expect(evidenceText(findingOf(rule, alive))).toContain('ping -c 1 192.168.5.5');
});

test.each([
  ['nobody has that address', reaching({ address: '10.72.13.20', outcome: SILENCE, arp: 'FAILED' })],
  ['it answers', reaching({ address: '10.72.13.20', outcome: { kind: 'connected' } })],
  ['it refuses: nothing listens there', reaching({ address: '10.72.13.20', outcome: { kind: 'refused' } })],
  [
    'a private address of another network that keeps silent altogether',
    reaching({ address: '192.168.5.5', outcome: SILENCE }),
  ],
  [
    'the host’s own firewall drops it',
    edited(near, 'iptables', ':OUTPUT ACCEPT [0:0]\n:DOCKER ', ':OUTPUT DROP [9:540]\n:DOCKER '),
  ],
  [
    'the packets leave by a bridge',
    edited(near, 'kernel-routes', '10.72.13.20 dev eth0', '10.72.13.20 dev docker0'),
  ],
])('%s, so the list is not to blame', (_what, host) => {
  expect(findingsOf(rule, host)).toEqual([]);
});

test('a neighbour that is sent to by way of the gateway is a matter of routes', () => {
  const { snapshot } = recordedHost('connected-route-deleted-by-hand');
  expect(findingsOf(rule, snapshot)).toEqual([]);
});

test('healthy hosts are left alone, and without the routes nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(near, 'routes')).kind).toBe('unknown');
});
