import * as fc from 'fast-check';

import { prefixes } from './draw-iptables.ts';
import { ADDRESSES } from './router.ts';

const PORTS = [22, 53, 80, 443, 8080, 8081, 9000];
const FILTER_HOOKS = ['prerouting', 'input', 'forward', 'output', 'postrouting'] as const;
const INNER = ['u0', 'u1', 'u2'] as const;

/** A table for `nft -f`. Every rule counts, so that the one that decided can be told. */
export function nftTable(family: 4 | 6, name: string): fc.Arbitrary<string> {
  const kind = fc.constantFrom('inet', family === 4 ? 'ip' : 'ip6');
  return kind.chain((table) => {
    const inner = INNER.map((chain) =>
      body(family, chain, undefined).map((rules) => `chain ${chain} {\n${rules}}`),
    );
    const filters = fc
      .uniqueArray(fc.constantFrom(...FILTER_HOOKS), { minLength: 1, maxLength: 3 })
      .chain((hooks) => fc.tuple(...hooks.map((hook, at) => filterChain(family, hook, at))));
    const second = fc.constantFrom(...FILTER_HOOKS).chain((hook) => filterChain(family, hook, 9));
    const nat = fc.oneof(
      { arbitrary: fc.constant([]), weight: 2 },
      { arbitrary: fc.tuple(natChain(family, 'prerouting'), natChain(family, 'postrouting')), weight: 1 },
    );
    return fc.tuple(fc.tuple(...inner), filters, second, nat).map(([user, base, other, translating]) =>
      [
        `table ${table} ${name} {`,
        sets(family),
        // The last first: a chain has to be there before something jumps to it.
        ...user.toReversed(),
        verdictMap(),
        ...base,
        other,
        ...translating,
        '}\n',
      ].join('\n'),
    );
  });
}

function sets(family: 4 | 6): string {
  const { client, server } = ADDRESSES[family];
  const type = family === 4 ? 'ipv4_addr' : 'ipv6_addr';
  const wide = family === 4 ? '10.0.2.128/25' : 'fd00:2::8000/113';
  return `set hosts { type ${type}; flags interval; elements = { ${client[0]}, ${wide} }
}
set services { type ${type} . inet_service; elements = { ${server[0]} . 80, ${server[1]} . 53 }
}
set ports { type inet_service; flags interval; elements = { 22, 8000-8080 }
}`;
}

function verdictMap(): string {
  return `map verdicts { type inet_service : verdict; elements = { 22 : drop, 53 : jump u2, 80 : accept, 443 : return }
}`;
}

function filterChain(family: 4 | 6, hook: string, at: number): fc.Arbitrary<string> {
  const priority = fc.constantFrom(-310, -250, -160, -149, -5, 1, 10, 49, 60);
  const policy = fc.constantFrom('accept', 'accept', 'drop');
  return fc
    .tuple(priority, policy, body(family, `${hook}${at}`, hook))
    .map(
      ([first, end, rules]) =>
        `chain ${hook}${at} {\ntype filter hook ${hook} priority ${first + at}; policy ${end};\n${rules}}`,
    );
}

function natChain(family: 4 | 6, hook: 'prerouting' | 'postrouting'): fc.Arbitrary<string> {
  const { server, router } = ADDRESSES[family];
  const [ip, host] = family === 4 ? ['ip', (a: string) => a] : ['ip6', (a: string) => `[${a}]`];
  const targets =
    hook === 'prerouting'
      ? [
          `dnat ${ip} to ${server[1]}`,
          `meta l4proto tcp dnat ${ip} to ${host(server[0])}:9000`,
          'meta l4proto udp redirect to :8081',
          `tcp dport { 80, 443 } dnat ${ip} to ${host(server[2] ?? '')}:22`,
          `dnat ${ip} to tcp dport map { 22 : ${server[0]}, 80 : ${server[1]} }`,
        ]
      : ['masquerade', `snat ${ip} to ${router[1]}`];
  const translating = fc
    .tuple(fc.array(match(family, hook), { maxLength: 2 }), fc.constantFrom(...targets, 'accept'))
    .map(([found, target]) => withCounter(ofOneProtocol(found, target), target));
  return fc
    .tuple(fc.constantFrom(-110, -90, 90, 110), fc.array(translating, { maxLength: 4 }))
    .map(([priority, rules]) => {
      const at = hook === 'prerouting' ? -Math.abs(priority) : Math.abs(priority);
      return `chain nat_${hook} {\ntype nat hook ${hook} priority ${at}; policy accept;\n${rules.join('')}}`;
    });
}

function body(family: 4 | 6, chain: string, hook: string | undefined): fc.Arbitrary<string> {
  return fc.array(rule(family, chain, hook), { maxLength: 5 }).map((rules) => rules.join(''));
}

function rule(family: 4 | 6, chain: string, hook: string | undefined): fc.Arbitrary<string> {
  const inner = INNER.filter((name) => name > chain || !chain.startsWith('u'));
  const refusing =
    hook === 'prerouting' || hook === 'postrouting' || hook === undefined ? [] : ['reject', 'reject'];
  const ends = [
    'accept',
    'accept',
    'drop',
    'drop',
    'return',
    'continue',
    '',
    'meta mark set 0x1',
    'meta mark set meta mark or 0x10',
    'meta mark set meta mark and 0xfffffffe',
    ...refusing,
    ...inner.flatMap((name) => [`jump ${name}`, `goto ${name}`]),
    ...(inner.includes('u2') ? ['tcp dport vmap @verdicts'] : []),
    'th dport vmap { 53 : accept, 80 : drop, 8080-9000 : continue }',
    'ct state vmap { new : continue, established : accept, invalid : drop }',
  ];
  return fc
    .tuple(fc.array(match(family, hook), { maxLength: 3 }), fc.constantFrom(...ends))
    .map(([found, end]) => withCounter(ofOneProtocol(found, end), end));
}

/** The counter stands behind everything that has to hold. */
function withCounter(found: readonly string[], end: string): string {
  const vmap = /^(.*)(dnat .* map .*)$/.exec(end);
  if (/^(tcp|th) dport vmap/.test(end))
    return `${words([...found, ...needed(found, end), 'counter', end])}\n`;
  if (vmap !== null) return `${words([...found, 'meta l4proto tcp', 'counter', end])}\n`;
  const split = /^((?:meta l4proto \w+|tcp dport \{[^}]*\}) )?(.*)$/.exec(end);
  return `${words([...found, split?.[1] ?? '', 'counter', split?.[2] ?? ''])}\n`;
}

function needed(found: readonly string[], end: string): readonly string[] {
  if (!end.startsWith('th ')) return [];
  return found.some((one) => /tcp|udp/.test(one)) ? [] : ['meta l4proto { tcp, udp }'];
}

/** nft refuses a rule for two protocols. */
function ofOneProtocol(found: readonly string[], end: string): readonly string[] {
  let held = protocolsOf(end);
  return found.filter((one) => {
    const asked = protocolsOf(one);
    if (asked === '') return true;
    const fits = held === '';
    held = held === '' ? asked : held;
    return fits;
  });
}

function protocolsOf(text: string): string {
  return /\b(tcp|udp|th|l4proto)\b/.exec(text)?.[1] ?? '';
}

function words(all: readonly string[]): string {
  return all.filter((word) => word !== '').join(' ');
}

function match(family: 4 | 6, hook: string | undefined): fc.Arbitrary<string> {
  const ip = family === 4 ? 'ip' : 'ip6';
  const { client, server } = ADDRESSES[family];
  const not = fc.constantFrom('', '', '!= ');
  const end = fc.constantFrom('saddr', 'daddr');
  const set = fc.constantFrom('@hosts', `{ ${client[0]}, ${server[1]} }`, `${server[0]}-${server[2]}`);
  const ports = fc.constantFrom(...PORTS.map(String), '@ports', '{ 53, 80, 8000-9000 }', '53-80');
  const compare = fc.constantFrom('< 100', '>= 8080', '> 443', '<= 53');
  const states = fc.constantFrom(
    'new',
    'established,related',
    'invalid',
    'new,untracked',
    '{ new, established }',
    '!= new',
  );
  const device = fc.constantFrom('"r0"', '"r1"', '"r*"', '"lo"', '{ "r0", "lo" }');
  const inwards = hook === undefined || ['prerouting', 'input', 'forward'].includes(hook);
  const outwards = hook === undefined || ['forward', 'output', 'postrouting'].includes(hook);
  const kinds: fc.WeightedArbitrary<string>[] = [
    {
      weight: 4,
      arbitrary: fc
        .tuple(end, not, prefixes(family))
        .map(([which, no, prefix]) => `${ip} ${which} ${no}${prefix}`),
    },
    { weight: 3, arbitrary: fc.tuple(end, not, set).map(([which, no, of]) => `${ip} ${which} ${no}${of}`) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom('tcp', 'udp'), not, ports)
        .map(([proto, no, port]) => `${proto} dport ${no}${port}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('tcp', 'udp'), compare)
        .map(([proto, than]) => `${proto} dport ${than}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('tcp sport 20000-39999', 'udp sport >= 40000') },
    {
      weight: 2,
      arbitrary: fc.tuple(not, ports).map(([no, port]) => `meta l4proto { tcp, udp } th dport ${no}${port}`),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('meta l4proto tcp', 'meta l4proto != udp', 'meta l4proto { udp, icmp }'),
    },
    { weight: 3, arbitrary: states.map((list) => `ct state ${list}`) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'meta mark 0x1',
        'meta mark and 0x1 == 0x1',
        'meta mark != 0',
        'meta mark and 0xf0 == 0x10',
        'ct mark 0x0',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'fib daddr type local',
        'fib daddr type != local',
        'fib saddr type unicast',
        'fib daddr type { local, broadcast }',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'tcp flags syn',
        'tcp flags & (syn | ack) == syn',
        'tcp flags != syn',
        'tcp flags ! ack',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('tcp', 'udp').map((proto) => `${ip} daddr . ${proto} dport @services`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('saddr', 'daddr'), prefixes(family))
        .map(([which, prefix]) => `ct original ${ip} ${which} ${prefix}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'meta l4proto tcp ct original proto-dst 80',
        'meta l4proto udp ct original proto-dst 53',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'ct direction original',
        'ct direction reply',
        'ct status dnat',
        'ct status snat',
        'ct status seen-reply',
        'ct mark != 0x1',
        'meta pkttype host',
        'meta pkttype != broadcast',
      ),
    },
  ];
  if (inwards)
    kinds.push({ weight: 3, arbitrary: fc.tuple(not, device).map(([no, name]) => `iifname ${no}${name}`) });
  if (outwards)
    kinds.push({ weight: 3, arbitrary: fc.tuple(not, device).map(([no, name]) => `oifname ${no}${name}`) });
  if (hook === 'prerouting')
    kinds.push({
      weight: 1,
      arbitrary: fc.constantFrom('fib saddr . iif oif missing', 'fib saddr . iif oif exists'),
    });
  return fc.oneof(...kinds);
}
