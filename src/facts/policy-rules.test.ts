import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { policyRules, policyRules6, type PolicyRule } from './policy-rules.ts';

const plain = { family: 4, not: false, detached: false, unknownWords: [] };
const brief = ({ text: _text, ...rule }: PolicyRule) => rule;

test('every selector and action of ip rule is read', () => {
  // iproute2 6.1
  const text = `0:	from all lookup local
20:	from 1.1.1.1 prohibit
21:	from 1.1.1.2 nop
22:	from 1.1.1.3 unreachable
30:	from all tos 0x10 uidrange 1000-2000 lookup 100
40:	from 10.7.7.7 goto 32766
50:	from all lookup main suppress_prefixlength 0
60:	from all ipproto tcp sport 1000-2000 dport 443 lookup 100
70:	from 10.6.6.6 blackhole
80:	not from 10.0.0.0/8 to 10.5.0.0/16 iif eth0 lookup 5000
90:	from all fwmark 0x1/0xff lookup 100
91:	from all fwmark 0x2 lookup 100
92:	from all iif nosuch [detached] lookup 100
1000:	from all lookup [l3mdev-table]
32766:	from all lookup main
`;
  expect(read(policyRules, text).map((rule) => brief(rule))).toEqual([
    { ...plain, priority: 0, action: 'lookup', table: 'local' },
    { ...plain, priority: 20, from: '1.1.1.1/32', action: 'prohibit' },
    { ...plain, priority: 21, from: '1.1.1.2/32', action: 'nop' },
    { ...plain, priority: 22, from: '1.1.1.3/32', action: 'unreachable' },
    {
      ...plain,
      priority: 30,
      tos: '0x10',
      uids: { first: 1000, last: 2000 },
      action: 'lookup',
      table: '100',
    },
    { ...plain, priority: 40, from: '10.7.7.7/32', action: 'goto', goto: 32766 },
    { ...plain, priority: 50, action: 'lookup', table: 'main', suppressPrefixLength: 0 },
    {
      ...plain,
      priority: 60,
      ipProtocol: 'tcp',
      sourcePorts: { first: 1000, last: 2000 },
      destinationPorts: { first: 443, last: 443 },
      action: 'lookup',
      table: '100',
    },
    { ...plain, priority: 70, from: '10.6.6.6/32', action: 'blackhole' },
    {
      ...plain,
      priority: 80,
      not: true,
      from: '10.0.0.0/8',
      to: '10.5.0.0/16',
      iif: 'eth0',
      action: 'lookup',
      table: '5000',
    },
    { ...plain, priority: 90, fwmark: { value: 1, mask: 0xff }, action: 'lookup', table: '100' },
    { ...plain, priority: 91, fwmark: { value: 2, mask: 0xff_ff_ff_ff }, action: 'lookup', table: '100' },
    { ...plain, priority: 92, iif: 'nosuch', detached: true, action: 'lookup', table: '100' },
    { ...plain, priority: 1000, action: 'lookup', table: '[l3mdev-table]' },
    { ...plain, priority: 32766, action: 'lookup', table: 'main' },
  ]);
});

test("busybox's odd names of actions are understood", () => {
  // busybox 1.35 of the same rules
  const text = `20:	from 1.1.1.1 lookup unspec prohibit
21:	from 1.1.1.2 lookup unspec broadcast
40:	from 10.7.7.7 lookup unspec local
70:	from 10.6.6.6 lookup unspec blackhole
32767:	from all lookup default 
`;
  expect(read(policyRules, text).map(({ action, table }) => [action, table])).toEqual([
    ['prohibit', undefined],
    ['nop', undefined],
    ['goto', undefined],
    ['blackhole', undefined],
    ['lookup', 'default'],
  ]);
});

test('IPv6 rules carry their family', () => {
  const [rule] = read(policyRules6, '10:	from fd00:1::/64 lookup 100\n');
  expect(rule).toMatchObject({ family: 6, from: 'fd00:1::/64', table: '100' });
});

test('a selector that it does not know stays with the rule, whose reach is then unknown', () => {
  const [rule] = read(policyRules, '5:	from all tun_id 7 lookup 100\n');
  expect(rule).toMatchObject({ unknownWords: ['tun_id', '7'], action: 'lookup', table: '100' });
});

test('a line without a priority is kept aside', () => {
  expect(unreadOf(policyRules, 'from all lookup main\n')).toEqual(['from all lookup main']);
});

test('the recorded host has the three rules that every host has', () => {
  expect(read(policyRules, recorded('policy-rules')).map(({ priority, table }) => [priority, table])).toEqual(
    [
      [0, 'local'],
      [32766, 'main'],
      [32767, 'default'],
    ],
  );
});
