import { expect, test } from 'vitest';

import { reaching, SILENCE } from '../../../test/support/far-hosts.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { dbEndpointOfOtherRegionOrVpc as rule } from './db-endpoint-of-other-region-or-vpc.ts';

const elsewhere = reaching({ address: '192.168.5.5', outcome: SILENCE });
const NAME = 'rm-bp1x.sqlserver.cn-hangzhou.rds.example';

test('a private address of another network, behind a gateway that takes the packets, is another network’s', () => {
  const finding = findingOf(rule, elsewhere);
  expect(finding).toMatchObject({ certainty: 'likely', explains: ['need:rds'] });
  expect(evidenceText(finding)).toContain('192.168.5.5 via 10.72.13.253 dev eth0');
});

test('a name that says its region is told with it, within the own range too', () => {
  const named = reaching({ called: NAME, address: '10.72.99.5', outcome: SILENCE });
  expect(findingOf(rule, named).explanation).toContain('says region cn-hangzhou');
});

test('a name that /etc/hosts sends elsewhere than DNS does is not the endpoint’s address', () => {
  const lost = reaching({ called: 'rds.shop.internal', address: '192.168.5.5', outcome: SILENCE });
  const pinned = withText(lost, 'hosts-file', '127.0.0.1 localhost\n192.168.5.5 rds.shop.internal\n');
  expect(findingsOf(rule, pinned)).toHaveLength(1);
  // 10.72.9.77, as the lab's nameserver answers.
  const answer = [
    '? - 10.72.9.53 rds.shop.internal',
    '= 0',
    ' 46 52 81 80 00 01 00 01 00 00 00 00 03 72 64 73',
    ' 04 73 68 6f 70 08 69 6e 74 65 72 6e 61 6c 00 00',
    ' 01 00 01 c0 0c 00 01 00 01 00 00 00 3c 00 04 0a',
    ' 48 09 4d',
  ];
  expect(findingsOf(rule, withText(pinned, 'name-servers', `${answer.join('\n')}\n`))).toEqual([]);
});

test('a gateway that says that it knows no way is believed', () => {
  const told = reaching({
    address: '10.72.99.5',
    outcome: { kind: 'unreachable', because: 'No route to host' },
  });
  expect(findingOf(rule, told).explanation).toContain('knows no way there');
});

test.each([
  ['it answers', reaching({ address: '192.168.5.5', outcome: { kind: 'connected' } })],
  [
    'a machine is there',
    reaching({ address: '192.168.5.5', outcome: SILENCE, signs: '192.168.5.5 refused\n' }),
  ],
  ['it stands on the host’s own network', reaching({ address: '10.72.13.20', outcome: SILENCE })],
  ['its address is public', reaching({ address: '203.0.113.50', outcome: SILENCE })],
  [
    'the packets leave by a bridge',
    edited(elsewhere, 'kernel-routes', '192.168.5.5 via 10.72.13.253 dev eth0', '192.168.5.5 dev docker0'),
  ],
])('%s, so the endpoint is not to blame', (_what, host) => {
  expect(findingsOf(rule, host)).toEqual([]);
});

test('healthy hosts are left alone, and without the routes nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(elsewhere, 'routes')).kind).toBe('unknown');
});
