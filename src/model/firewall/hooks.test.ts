import { describe, expect, test } from 'vitest';

import { iptables } from '../../facts/firewall.ts';
import { nft } from '../../facts/nft.ts';
import { Hooks, type Hook, type HookEnd } from './hooks.ts';
import type { FirewallPacket } from './packet.ts';
import { NO_SURROUNDINGS, type Surroundings } from './surroundings.ts';

const raw = (stdout: string) => ({ stdout, stderr: '', code: 0, argv: [] });

function firewall(text: string) {
  const parsed = iptables.parse(raw(text));
  if (parsed.kind !== 'value') throw new Error(parsed.because);
  return parsed.value;
}

/** Rules of nft as its JSON (1.0.6) gives them: base chains of a table `inet fw`, and what stands in them. */
function ruleset(...items: readonly object[]) {
  const nftables = [
    { table: { family: 'inet', name: 'fw' } },
    ...items.map((item) =>
      Object.fromEntries(
        Object.entries(item).map(([kind, of]) => [kind, { family: 'inet', table: 'fw', ...of }]),
      ),
    ),
  ];
  const parsed = nft.parse(raw(JSON.stringify({ nftables })));
  if (parsed.kind !== 'value') throw new Error(parsed.because);
  return parsed.value;
}

const base = (name: string, hook: string, prio: number, more: object = {}) => ({
  chain: { name, type: 'filter', hook, prio, policy: 'accept', ...more },
});
const rule = (chain: string, ...expr: readonly object[]) => ({ rule: { chain, handle: 1, expr } });
const is = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });

const PACKET: FirewallPacket = {
  protocol: 'tcp',
  from: '198.51.100.7',
  sourcePort: 40_000,
  to: '192.168.0.10',
  port: 443,
  iif: 'eth0',
  states: ['NEW'],
  toLocal: true,
  fromLocal: false,
};

interface Rules {
  readonly saved?: string;
  readonly legacy?: string;
  readonly nft?: ReturnType<typeof ruleset>;
  readonly around?: Partial<Surroundings>;
}

function walk(rules: Rules, hook: Hook, packet: FirewallPacket = PACKET): readonly HookEnd[] {
  const saved = [
    ...(rules.saved === undefined ? [] : [{ shownBy: 'iptables-save', firewall: firewall(rules.saved) }]),
    ...(rules.legacy === undefined
      ? []
      : [{ shownBy: 'iptables-legacy-save', firewall: firewall(rules.legacy) }]),
  ];
  const family = packet.to.includes(':') ? 6 : 4;
  return new Hooks({ iptables: saved, nft: rules.nft }, family, { ...NO_SURROUNDINGS, ...rules.around }).walk(
    hook,
    packet,
  );
}

const said = (ends: readonly HookEnd[]) => ends.map(({ kind, by }) => `${kind} ${by?.text ?? ''}`.trim());

describe('chains of one hook', () => {
  const open = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n';

  test('what one accepts goes on to the next, what one drops is dropped', () => {
    const closed = ruleset(base('late', 'input', 10, { policy: 'drop' }));
    expect(said(walk({ saved: open, nft: closed }, 'input'))).toEqual(['drop policy drop']);
    const early = ruleset(base('early', 'input', -10, { policy: 'drop' }), rule('early', { accept: null }));
    expect(said(walk({ saved: open, nft: early }, 'input'))).toEqual(['pass -A INPUT -j ACCEPT']);
  });

  test('both backends of iptables have to let a packet through', () => {
    const legacy = '*filter\n:INPUT DROP [0:0]\nCOMMIT\n';
    expect(walk({ saved: open, legacy }, 'input')).toMatchObject([
      { kind: 'drop', by: { text: '-P INPUT DROP', shownBy: 'iptables-legacy-save' } },
    ]);
  });

  test('nat is asked by the first packet of a connection alone', () => {
    const saved =
      '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination 172.17.0.2:8443\nCOMMIT\n';
    expect(walk({ saved }, 'prerouting')).toMatchObject([
      {
        kind: 'pass',
        packet: {
          to: '172.17.0.2',
          port: 8443,
          originalTo: '192.168.0.10',
          originalPort: 443,
          toLocal: false,
        },
        translations: [{ kind: 'dnat', target: 'DNAT', by: { table: 'nat' } }],
      },
    ]);
    const [established] = walk({ saved }, 'prerouting', { ...PACKET, states: ['ESTABLISHED'] });
    expect(established).toMatchObject({ packet: { to: '192.168.0.10' }, translations: [] });
  });

  test('what nat has translated the next chain translates no more', () => {
    const saved =
      '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j DNAT --to-destination 172.17.0.2\nCOMMIT\n';
    const legacy = saved.replace('172.17.0.2', '172.17.0.9');
    const [end] = walk({ saved, legacy }, 'prerouting');
    expect(end?.packet.to).toBe('172.17.0.2');
  });

  test('a mark that one table sets is seen by the next one', () => {
    const saved = `*mangle
:PREROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -j MARK --set-xmark 0x2/0x3
COMMIT
*filter
:INPUT ACCEPT [0:0]
-A INPUT -m mark --mark 0x2/0x2 -j DROP
COMMIT
`;
    const [arrived] = walk({ saved }, 'prerouting', { ...PACKET, mark: 0x11 });
    expect(arrived?.packet.mark).toBe(0x12);
    expect(said(walk({ saved }, 'input', arrived?.packet))).toEqual([
      'drop -A INPUT -m mark --mark 0x2/0x2 -j DROP',
    ]);
  });

  test('a packet that is not tracked is not translated, and is still a SYN', () => {
    const saved = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -j CT --notrack
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -j DNAT --to-destination 172.17.0.2
COMMIT
`;
    expect(walk({ saved }, 'prerouting')).toMatchObject([
      { kind: 'pass', packet: { to: '192.168.0.10', states: ['UNTRACKED'], tcpFlags: ['syn'] } },
    ]);
  });

  test('before connection tracking the state is INVALID', () => {
    const saved =
      '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -m conntrack ! --ctstate INVALID -j DROP\n-A PREROUTING -m conntrack --ctorigdstport 443 -j DROP\nCOMMIT\n';
    expect(said(walk({ saved }, 'prerouting'))).toEqual(['pass -P PREROUTING ACCEPT']);
  });
});

const securityBehindNat = (backend: string): string => `# backend iptables v1.8.9 (${backend})
*nat
:INPUT ACCEPT [0:0]
-A INPUT -j SNAT --to-source 192.0.2.9
COMMIT
*security
:INPUT ACCEPT [0:0]
-A INPUT -s 192.0.2.9/32 -j DROP
COMMIT
`;

// Found by test/lab/kernel-firewall.test.ts, shrunk; Linux 6.18.
describe('as real packets fared', () => {
  test('behind PREROUTING a packet has a connection, whatever the priority of a chain', () => {
    // delivered; the counter of the rule stood at 0
    const rules = ruleset(
      base('in', 'input', -241),
      rule('in', is({ ct: { key: 'state' } }, 'invalid', 'in'), { drop: null }),
    );
    expect(walk({ nft: rules }, 'input')).toMatchObject([{ kind: 'pass' }]);
    const early = ruleset(
      base('pre', 'prerouting', -241),
      rule('pre', is({ ct: { key: 'state' } }, 'invalid', 'in'), { drop: null }),
    );
    expect(walk({ nft: early }, 'prerouting')).toMatchObject([{ kind: 'drop' }]);
  });

  test('a packet that is not tracked has no mark of a connection, negated or not', () => {
    // delivered past both
    const saved =
      '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m connmark --mark 0x0/0x1 -j DROP\n-A INPUT -m connmark ! --mark 0x0/0x1 -j DROP\nCOMMIT\n';
    expect(walk({ saved }, 'input', { ...PACKET, states: ['UNTRACKED'] })).toMatchObject([{ kind: 'pass' }]);
  });

  test('the table security of iptables over nf_tables stands behind nat in INPUT, that of x_tables before', () => {
    // dropped by the rule in security with nf_tables
    expect(walk({ saved: securityBehindNat('nf_tables') }, 'input')).toMatchObject([{ kind: 'drop' }]);
    expect(walk({ saved: securityBehindNat('legacy') }, 'input')).toMatchObject([{ kind: 'pass' }]);
  });
});

describe('what is not understood', () => {
  test('keeps both ends open and is named', () => {
    const saved = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m limit --limit 5/min -j DROP\nCOMMIT\n';
    const ends = walk({ saved }, 'input');
    expect(said(ends)).toEqual(['drop -A INPUT -m limit --limit 5/min -j DROP', 'pass -P INPUT ACCEPT']);
    expect(ends[1]?.doubts.map(({ text }) => text)).toEqual(['-A INPUT -m limit --limit 5/min -j DROP']);
  });

  test.each([
    'NFQUEUE --queue-num 1',
    'TPROXY --on-port 3129 --on-ip 0.0.0.0',
    'NETMAP --to 10.0.0.0/24',
    'TARPIT',
  ])('a target %s ends in something else than passing', (target) => {
    const saved = `*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j ${target}\nCOMMIT\n`;
    expect(walk({ saved }, 'prerouting')).toMatchObject([{ kind: 'other', target: target.split(' ')[0] }]);
  });

  test.each([
    '-m limit --limit 1/sec',
    '-m hashlimit --hashlimit-upto 1/sec --hashlimit-name x',
    '-m recent --name x --rcheck',
    '-m statistic --mode random --probability 0.5',
    '-m length --length 0:100',
    '-m string --string x --algo bm',
    '-m time --timestart 08:00:00',
    '-m connlimit --connlimit-above 3',
    '-m set --match-set nobody src',
    '-m helper --helper ftp',
  ])('%s leaves the end open, negated or not', (match) => {
    const saved = `*filter\n:INPUT ACCEPT [0:0]\n-A INPUT ${match} -j DROP\nCOMMIT\n`;
    expect(walk({ saved }, 'input').map(({ kind }) => kind)).toEqual(['drop', 'pass']);
  });

  test('many of them take no longer than their number', () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `-A INPUT -m limit --limit ${at}/sec -j MARK --set-xmark ${at}/0xff\n`,
    );
    const saved = `*filter\n:INPUT ACCEPT [0:0]\n${lines.join('')}COMMIT\n`;
    const start = performance.now();
    expect(walk({ saved }, 'input').length).toBeGreaterThan(1);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

const closing = (...expr: readonly object[]) =>
  ruleset(
    { set: { name: 'hosts', elem: [{ prefix: { addr: '198.51.100.0', len: 24 } }, '203.0.113.9'] } },
    { set: { name: 'services', elem: [{ concat: ['192.168.0.10', 443] }] } },
    {
      map: {
        name: 'verdicts',
        map: 'verdict',
        elem: [
          [22, { accept: null }],
          [{ range: [400, 500] }, { jump: { target: 'inner' } }],
        ],
      },
    },
    { chain: { name: 'inner' } },
    base('in', 'input', 0),
    rule('in', ...expr),
    rule('inner', { reject: { type: 'tcp reset' } }),
  );

describe('nftables', () => {
  const dport = payload('tcp', 'dport');
  test.each([
    ['a set with prefixes', [is(payload('ip', 'saddr'), '@hosts'), { drop: null }], 'drop'],
    ['a set without the address', [is(payload('ip', 'saddr'), '@hosts', '!='), { drop: null }], 'pass'],
    [
      'a concatenation',
      [is({ concat: [payload('ip', 'daddr'), dport] }, '@services'), { drop: null }],
      'drop',
    ],
    ['a verdict map that jumps', [{ vmap: { key: dport, data: '@verdicts' } }], 'reject'],
    ['a range', [is(dport, { range: [440, 450] }), { drop: null }], 'drop'],
    ['a comparison', [is(dport, 443, '>'), { drop: null }], 'pass'],
    ['a port of another protocol', [is(payload('udp', 'dport'), 443, '!='), { drop: null }], 'pass'],
    ['an address of the other family', [is(payload('ip6', 'saddr'), '::1', '!='), { drop: null }], 'pass'],
    ['states', [is({ ct: { key: 'state' } }, ['new', 'related'], 'in'), { drop: null }], 'drop'],
    ['a device by its pattern', [is({ meta: { key: 'iifname' } }, 'eth*'), { drop: null }], 'drop'],
    ['flags', [is({ '&': [payload('tcp', 'flags'), ['syn', 'ack']] }, 'syn'), { drop: null }], 'drop'],
    [
      'the type of an address',
      [is({ fib: { result: 'type', flags: ['daddr'] } }, 'local'), { drop: null }],
      'drop',
    ],
    [
      'a mark that the rule before made',
      [
        { mangle: { key: { meta: { key: 'mark' } }, value: { '|': [{ meta: { key: 'mark' } }, 4] } } },
        is({ '&': [{ meta: { key: 'mark' } }, 6] }, 4),
        { drop: null },
      ],
      'drop',
    ],
  ] as const)('%s is evaluated', (_what, expr, end) => {
    expect(walk({ nft: closing(...expr) }, 'input').map(({ kind }) => kind)).toEqual([end]);
  });

  test.each([
    { limit: { rate: 5, per: 'second' } },
    { quota: {} },
    is({ numgen: { mode: 'inc', mod: 2 } }, 0),
    { xt: null },
  ])('%j leaves the end open', (unknown) => {
    const kinds = walk({ nft: closing(unknown, { drop: null }) }, 'input').map(({ kind }) => kind);
    expect(new Set(kinds).size).toBeGreaterThan(1);
  });

  test('the rule is told as nft prints it', () => {
    const [end] = walk(
      {
        nft: closing(is(payload('ip', 'saddr'), '@hosts'), is(dport, { set: [443, { range: [1, 9] }] }), {
          drop: null,
        }),
      },
      'input',
    );
    expect(end?.by).toMatchObject({
      table: 'inet fw',
      chain: 'in',
      text: 'ip saddr @hosts tcp dport { 443, 1-9 } drop',
      shownBy: 'nft list table inet fw',
    });
  });

  test('a chain of type nat runs at its place whatever priority it was given', () => {
    const rules = ruleset(
      base('pre', 'prerouting', 50, { type: 'nat' }),
      rule('pre', is(dport, 443), { dnat: { family: 'ip', addr: '172.17.0.2', port: 8443 } }),
      base('filter', 'prerouting', 0),
      rule('filter', is(payload('ip', 'daddr'), '172.17.0.2'), { drop: null }),
    );
    expect(said(walk({ nft: rules }, 'prerouting'))).toEqual(['drop ip daddr 172.17.0.2 drop']);
  });

  test('text of an old nft that may drop leaves the end open', () => {
    const text =
      'table inet fw {\n\tchain in {\n\t\ttype filter hook input priority 0; policy accept;\n\t\ttcp dport 443 drop\n\t}\n}\n';
    const parsed = nft.parse(raw(text));
    const rules = parsed.kind === 'value' ? parsed.value : undefined;
    expect(walk({ ...(rules && { nft: rules }) }, 'input').map(({ kind }) => kind)).toEqual(['drop', 'pass']);
  });
});

test('a list of thousands of addresses is not read again for every packet', () => {
  const elem = Array.from({ length: 20_000 }, (_, at) => `203.0.${at >> 8}.${at & 255}`);
  const rules = ruleset(
    { set: { name: 'banned', elem } },
    base('in', 'input', 0),
    rule('in', is(payload('ip', 'saddr'), '@banned'), { drop: null }),
  );
  const hooks = new Hooks({ iptables: [], nft: rules }, 4, NO_SURROUNDINGS);
  const kinds = elem.slice(0, 2000).map((from) => hooks.walk('input', { ...PACKET, from })[0]?.kind);
  expect(new Set(kinds)).toEqual(new Set(['drop']));
  expect(hooks.walk('input', PACKET)).toMatchObject([{ kind: 'pass' }]);
}, 5000);

test('IPv6 has rules of its own', () => {
  const saved =
    '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s fd00:1::/64 -d fd00:2::1/128 -p ipv6-icmp -j DROP\nCOMMIT\n';
  const packet: FirewallPacket = { ...PACKET, protocol: 'icmp', from: 'fd00:1::9', to: 'fd00:2::1' };
  expect(walk({ saved }, 'input', packet)).toMatchObject([{ kind: 'drop' }]);
});

test('a rule for an extension header of IPv6 is not for a packet without one', () => {
  // ufw 0.36 begins with it
  const saved =
    '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m rt --rt-type 0 -j DROP\n-A INPUT -m rt ! --rt-type 0 -j DROP\nCOMMIT\n';
  const packet: FirewallPacket = { ...PACKET, from: 'fd00:1::9', to: 'fd00:2::1' };
  expect(said(walk({ saved }, 'input', packet))).toEqual(['pass -P INPUT ACCEPT']);
});

test('what is for one address came to this machine alone', () => {
  const saved =
    '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m pkttype --pkt-type multicast -j DROP\n-A INPUT -m pkttype --pkt-type unicast -j ACCEPT\nCOMMIT\n';
  expect(said(walk({ saved }, 'input'))).toEqual(['pass -A INPUT -m pkttype --pkt-type unicast -j ACCEPT']);
  expect(walk({ saved }, 'input', { ...PACKET, to: '224.0.0.1' })).toMatchObject([{ kind: 'drop' }]);
});

test('the way back of a packet decides what rpfilter and fib think of it', () => {
  const saved = '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -m rpfilter --invert -j DROP\nCOMMIT\n';
  expect(walk({ saved, around: { wayBack: () => ({ device: 'eth0' }) } }, 'prerouting')).toMatchObject([
    { kind: 'pass' },
  ]);
  expect(walk({ saved, around: { wayBack: () => ({ device: 'docker0' }) } }, 'prerouting')).toMatchObject([
    { kind: 'drop' },
  ]);
  expect(walk({ saved }, 'prerouting')).toHaveLength(2);
});
