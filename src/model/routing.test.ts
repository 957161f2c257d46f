import { expect, test } from 'vitest';

import { policyRules } from '../facts/policy-rules.ts';
import { routes as routesFact } from '../facts/routes.ts';
import type { Parsed } from '../facts/fact.ts';
import { Routing } from './routing.ts';

function valueOf<Value>(parsed: Parsed<Value>): Value {
  if (parsed.kind !== 'value') throw new Error(parsed.because);
  return parsed.value;
}

const raw = (stdout: string, argv: string[]) => ({ stdout, stderr: '', code: 0, argv });

function routing(routes: string, rules = ''): Routing {
  return new Routing(
    valueOf(routesFact.parse(raw(routes, ['ip', '-4', 'route', 'show', 'table', 'all']))),
    rules === '' ? [] : valueOf(policyRules.parse(raw(rules, ['ip', '-4', 'rule', 'show']))),
    [],
  );
}

/** Recorded with iproute2 6.1 on a host whose docker0 holds the card's subnet; the kernel's answers stand beside. */
const STORY = `default via 192.168.0.253 dev eth0
172.22.0.0/16 dev br-0b0a1ab0f9d5 proto kernel scope link src 172.22.0.1
192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.10
192.168.0.0/24 dev docker0 proto kernel scope link src 192.168.0.1
local 192.168.0.10 dev eth0 table local proto kernel scope host src 192.168.0.10
broadcast 192.168.0.255 dev eth0 table local proto kernel scope link src 192.168.0.10
`;

test.each([
  // ip route get 192.168.0.2 → 192.168.0.2 dev eth0 src 192.168.0.10
  ['192.168.0.2', 'eth0', undefined],
  ['172.22.0.2', 'br-0b0a1ab0f9d5', undefined],
  ['8.8.8.8', 'eth0', '192.168.0.253'],
  ['192.168.0.10', 'eth0', undefined],
])('%s leaves by %s, as the kernel said on that host', (to, device, gateway) => {
  const decision = routing(STORY).routeTo({ to });
  expect(decision).toMatchObject({ kind: 'route', device, ...(gateway && { gateway }) });
});

test('of equal routes the one that was inserted first wins, whatever the order of their devices', () => {
  const swapped = routing(`192.168.0.0/24 dev docker0 proto kernel scope link src 192.168.0.1
192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.10
`);
  expect(swapped.routeTo({ to: '192.168.0.2' })).toMatchObject({ device: 'docker0' });
});

test("NetworkManager's metric makes the card lose against a bridge with the same subnet", () => {
  const withMetric = routing(`192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.10 metric 100
192.168.0.0/24 dev docker0 proto kernel scope link src 192.168.0.1
`);
  expect(withMetric.routeTo({ to: '192.168.0.20' })).toMatchObject({ device: 'docker0' });
});

test('a blackhole is found and said, not skipped', () => {
  const decision = routing(`default via 10.0.0.1 dev eth0
blackhole 10.66.0.0/16
`).routeTo({ to: '10.66.1.1' });
  expect(decision).toMatchObject({
    kind: 'refused',
    type: 'blackhole',
    by: { text: 'blackhole 10.66.0.0/16' },
  });
});

test('a policy rule for the source address picks its own table, and others never see it', () => {
  const twoCards = routing(
    `default via 10.0.0.1 dev eth0
default via 10.0.1.1 dev eth1 table 101
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5
10.0.1.0/24 dev eth1 proto kernel scope link src 10.0.1.5
`,
    `0:	from all lookup local
1000:	from 10.0.1.5 lookup 101
32766:	from all lookup main
32767:	from all lookup default
`,
  );
  expect(twoCards.routeTo({ to: '8.8.8.8', from: '10.0.1.5' })).toMatchObject({ device: 'eth1' });
  expect(twoCards.routeTo({ to: '8.8.8.8' })).toMatchObject({ device: 'eth0' });
});

test('a rule that is not understood makes the answer unsure instead of wrong', () => {
  const decision = routing(
    'default via 10.0.0.1 dev eth0\n',
    '0:	from all lookup local\n900:	from all ipproto tcp dport 443 lookup 7\n32766:	from all lookup main\n',
  ).routeTo({ to: '8.8.8.8' });
  expect(decision.kind).toBe('unsure');
});

test('without a default route there is no way to the rest of the world', () => {
  expect(
    routing('10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5\n').routeTo({ to: '8.8.8.8' }),
  ).toEqual({
    kind: 'none',
  });
});

// Found by test/lab/kernel-routes.test.ts, shrunk; the answers are those of Linux 6.18.
const CARD = 'default via 10.0.0.254 dev eth0\n10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1\n';

test('a goto whose target is not there is passed over, even if there are rules beyond', () => {
  // # ip route get 10.9.9.9 → RTNETLINK answers: Permission denied
  const rules = '10:\tfrom all goto 300 [unresolved]\n20:\tfrom all prohibit\n32766:\tfrom all lookup main\n';
  expect(routing(CARD, rules).routeTo({ to: '10.9.9.9' })).toMatchObject({
    kind: 'refused',
    type: 'prohibit',
  });
});

test('a rule that suppresses short prefixes does not suppress a refusal', () => {
  // # ip route get 10.9.9.9 → RTNETLINK answers: Permission denied
  const rules = '10:\tfrom all lookup 100 suppress_prefixlength 16\n32766:\tfrom all lookup main\n';
  const decision = routing(`${CARD}prohibit default table 100 metric 5\n`, rules).routeTo({ to: '10.9.9.9' });
  expect(decision).toMatchObject({ kind: 'refused', type: 'prohibit' });
});

test('a packet without a sender yet is from 0.0.0.0 to a rule', () => {
  // # ip route get 10.9.9.9 → RTNETLINK answers: Permission denied
  const rules = '10:\tfrom 0.0.0.0/1 prohibit\n32766:\tfrom all lookup main\n';
  expect(routing(CARD, rules).routeTo({ to: '10.9.9.9' })).toMatchObject({ kind: 'refused' });
  expect(routing(CARD, rules).routeTo({ to: '10.9.9.9', from: '192.0.2.1' })).toMatchObject({
    device: 'eth0',
  });
});

test('a mark with its highest bit is compared as the kernel does', () => {
  const rules = '10:\tfrom all fwmark 0x80000000/0x80000000 prohibit\n32766:\tfrom all lookup main\n';
  expect(routing(CARD, rules).routeTo({ to: '10.9.9.9', mark: 0x80000001 })).toMatchObject({
    kind: 'refused',
  });
});
