import { expect, test } from 'vitest';

import { withText } from '../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { readModel } from './read-model.ts';

const { snapshot } = recordedHost('healthy-plain');
const PACKET = {
  protocol: 'tcp',
  to: '172.17.0.2',
  port: 8080,
  iif: 'eth0',
  oif: 'docker0',
  states: ['NEW', 'DNAT'],
  toLocal: false,
  fromLocal: false,
} as const;
const ends = (host: typeof snapshot) =>
  viewOf('firewalls', host)
    .walk('filter', 'FORWARD', PACKET)
    .map(({ kind }) => kind);

test('Docker’s own rules let a packet to a published port through', () => {
  expect(ends(snapshot)).toEqual(['accept']);
});

test('legacy tables beside nft ones count too: the first stop decides', () => {
  const legacy =
    '# backend iptables-legacy v1.8.9 (legacy)\n*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [7:420]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
  expect(ends(withText(snapshot, 'iptables-legacy', legacy))).toEqual(['drop']);
});

test('what one backend has dropped for certain never meets the other', () => {
  const dropped = edited(
    snapshot,
    'iptables',
    /\[\d+:\d+\] -A DOCKER-USER -j RETURN/,
    '[0:0] -A DOCKER-USER -j DROP',
  );
  const legacy =
    '# backend iptables-legacy v1.8.9 (legacy)\n*filter\n:FORWARD ACCEPT [0:0]\n[0:0] -A FORWARD -j REJECT\nCOMMIT\n';
  expect(ends(withText(dropped, 'iptables-legacy', legacy))).toEqual(['drop']);
});

test('rules of nft itself that drop or reject are named, iptables’ own tables are not', () => {
  expect(viewOf('firewalls', snapshot).foreignDrops).toEqual([]);
  const foreign = edited(
    snapshot,
    'nft',
    '# iptables ip nat',
    'table inet fw {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\ttcp dport 3306 reject\n\t}\n}\n# iptables ip nat',
  );
  expect(viewOf('firewalls', foreign).foreignDrops).toEqual([
    'inet fw input: policy drop',
    expect.stringContaining('tcp dport 3306 reject'),
  ]);
});

test('rules that may not be read are unknown, a host without iptables has none', () => {
  expect(readModel(without(snapshot, 'iptables'), {}).firewalls).toMatchObject({
    kind: 'unknown',
    fact: 'iptables',
  });
  const absent = { status: 'absent', because: 'iptables-save is not there', argv: [] } as const;
  const bare = { ...snapshot, readings: { ...snapshot.readings, iptables: absent } };
  expect(viewOf('firewalls', bare).table('filter')).toEqual([]);
});

test('at a hook everything is asked, iptables and nft alike, by the very commands that were read', () => {
  const closed = viewOf(
    'firewalls',
    withText(
      snapshot,
      'nft',
      '# nft\n{"nftables": [{"table": {"family": "inet", "name": "fw"}}, {"chain": {"family": "inet", "table": "fw", "name": "late", "type": "filter", "hook": "forward", "prio": 10, "policy": "drop"}}]}\n',
    ),
  );
  expect(closed.hook('forward', PACKET)).toMatchObject([
    { kind: 'drop', by: { text: 'policy drop', shownBy: 'nft list table inet fw' } },
  ]);
});

test('rules for IPv6 that could not be read leave its packets open, and those of IPv4 alone', () => {
  const firewalls = viewOf('firewalls', without(snapshot, 'ip6tables'));
  const six = { ...PACKET, from: 'fd00::7', to: 'fd00::2' };
  expect(firewalls.hook('forward', six)[0]).toMatchObject({
    kind: 'other',
    by: { text: 'the rules of ip6tables could not be read' },
  });
  expect(firewalls.hook('forward', PACKET).every(({ kind }) => kind === 'pass')).toBe(true);
});
