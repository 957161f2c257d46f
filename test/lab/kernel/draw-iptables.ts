import * as fc from 'fast-check';

import { ADDRESSES } from './router.ts';

/** A ruleset for iptables-restore, a line each; tables and chains are only there where something was drawn. */
export type RulesetLines = readonly string[];

const PORTS = [22, 53, 80, 443, 8080, 8081, 9000];
const USER_CHAINS = ['u0', 'u1', 'u2'] as const;

const HOOKS = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
} as const;
type Table = keyof typeof HOOKS;
const TABLES: readonly Table[] = ['raw', 'mangle', 'nat', 'filter', 'security'];

const maybe = (words: fc.Arbitrary<string>, weight = 3): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: words, weight }, { arbitrary: words.map(negate), weight: 1 });

/** `-m x --option value` → `-m x ! --option value` */
function negate(words: string): string {
  const at = words.startsWith('-m ') ? words.indexOf(' --') + 1 : 0;
  return `${words.slice(0, at)}! ${words.slice(at)}`;
}

export function prefixes(family: 4 | 6): fc.Arbitrary<string> {
  const { client, router, server } = ADDRESSES[family];
  const all = [...client, ...router, ...server];
  const wide =
    family === 4
      ? [
          '10.0.1.0/24',
          '10.0.2.0/24',
          '10.0.1.128/25',
          '10.0.2.0/25',
          '10.0.0.0/14',
          '10.0.1.2/31',
          '192.0.2.0/24',
        ]
      : ['fd00:1::/64', 'fd00:2::/64', 'fd00:2::/113', 'fd00:1::2/127', 'fd00::/8', '2001:db8::/32'];
  return fc.constantFrom(...all, ...wide);
}

function ranges(family: 4 | 6): fc.Arbitrary<string> {
  return family === 4
    ? fc.constantFrom('10.0.1.2-10.0.1.99', '10.0.1.3-10.0.1.200', '10.0.2.0-10.0.2.2', '10.0.2.3-10.0.2.255')
    : fc.constantFrom('fd00:1::2-fd00:1::99', 'fd00:2::3-fd00:2::ffff', 'fd00:1::3-fd00:1::8002');
}

const portRange = fc.constantFrom(...PORTS.map(String), '53:80', '8080:8081', '1024:65535', '0:79', '443:');
const sourceRange = fc.constantFrom('20000:39999', '40000:65535', '1024:65535', ':1023');
const portList = fc
  .uniqueArray(fc.constantFrom(...PORTS.map(String), '53:80', '8080:9000'), { minLength: 1, maxLength: 4 })
  .map((ports) => ports.join(','));
const states = fc
  .uniqueArray(fc.constantFrom('NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'SNAT', 'DNAT'), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.join(','));
const marks = fc.constantFrom(
  '0x1',
  '0x2',
  '0x0',
  '0x1/0x1',
  '0x2/0x3',
  '0x0/0x1',
  '0x10/0xf0',
  '0x80000001/0x80000001',
);

interface Place {
  readonly table: Table;
  /** Undefined: a chain of one's own, which may be called from anywhere in the table. */
  readonly hook: string | undefined;
  readonly family: 4 | 6;
}

function withProtocol(): fc.Arbitrary<string> {
  const ofBoth = fc.oneof(
    maybe(portRange.map((ports) => `--dport ${ports}`)),
    maybe(sourceRange.map((ports) => `--sport ${ports}`)),
    maybe(portList.map((ports) => `-m multiport --dports ${ports}`)),
    maybe(fc.constantFrom('20000:39999', '40000:65535,22').map((ports) => `-m multiport --sports ${ports}`)),
    maybe(portList.map((ports) => `-m multiport --ports ${ports}`)),
    fc.constant(''),
  );
  const ofTcp = fc.constantFrom(
    '--syn',
    '! --syn',
    '--tcp-flags SYN,ACK SYN',
    '--tcp-flags SYN,RST RST',
    '! --tcp-flags ALL SYN',
  );
  return fc.oneof(
    {
      arbitrary: fc.tuple(fc.constantFrom('tcp', 'udp'), ofBoth).map(([name, rest]) => ported(name, rest)),
      weight: 6,
    },
    { arbitrary: ofTcp.map((flags) => `-p tcp -m tcp ${flags}`), weight: 1 },
    { arbitrary: fc.constantFrom('! -p tcp', '! -p udp', '-p icmp', '-p all', '-p 17', '-p 6'), weight: 2 },
  );
}

function ported(name: string, rest: string): string {
  const own = rest.includes('multiport') || rest === '' ? rest : `-m ${name} ${rest}`;
  return `-p ${name} ${own}`;
}

function matches({ table, hook, family }: Place): fc.Arbitrary<string> {
  const devices = fc.constantFrom('r0', 'r1', 'r+', 'lo', 'e+');
  const inwards = hook === undefined || ['PREROUTING', 'INPUT', 'FORWARD'].includes(hook);
  const outwards = hook === undefined || ['FORWARD', 'OUTPUT', 'POSTROUTING'].includes(hook);
  const broadcast = family === 4 ? ['BROADCAST', 'LOCAL,BROADCAST'] : [];
  const types = fc.constantFrom('LOCAL', 'UNICAST', 'MULTICAST', ...broadcast);
  const limit = hook === 'PREROUTING' || hook === 'INPUT' ? ['', '', ' --limit-iface-in'] : ['', ''];
  const kinds: fc.WeightedArbitrary<string>[] = [
    { weight: 4, arbitrary: maybe(prefixes(family).map((prefix) => `-s ${prefix}`)) },
    { weight: 4, arbitrary: maybe(prefixes(family).map((prefix) => `-d ${prefix}`)) },
    { weight: 1, arbitrary: maybe(ranges(family).map((range) => `-m iprange --src-range ${range}`)) },
    { weight: 1, arbitrary: maybe(ranges(family).map((range) => `-m iprange --dst-range ${range}`)) },
    {
      weight: 6,
      arbitrary: withProtocol().map((words) =>
        family === 6 ? words.replace('-p icmp', '-p ipv6-icmp') : words,
      ),
    },
    { weight: 3, arbitrary: maybe(states.map((list) => `-m conntrack --ctstate ${list}`)) },
    {
      weight: 1,
      arbitrary: maybe(
        fc
          .constantFrom('NEW', 'ESTABLISHED', 'NEW,RELATED', 'INVALID')
          .map((list) => `-m state --state ${list}`),
      ),
    },
    { weight: 2, arbitrary: maybe(prefixes(family).map((prefix) => `-m conntrack --ctorigdst ${prefix}`)) },
    { weight: 1, arbitrary: maybe(prefixes(family).map((prefix) => `-m conntrack --ctorigsrc ${prefix}`)) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...PORTS)
        .chain((port) =>
          fc.constantFrom('-p tcp', '-p udp').map((p) => `${p} -m conntrack --ctorigdstport ${port}`),
        ),
    },
    {
      weight: 2,
      arbitrary: maybe(
        fc.constantFrom(
          '-m conntrack --ctproto 6',
          '-m conntrack --ctproto 17',
          '-m conntrack --ctstatus SEEN_REPLY',
          '-m conntrack --ctstatus CONFIRMED',
          '-m conntrack --ctstate NEW --ctproto 6',
          '-m conntrack --ctstate DNAT --ctdir ORIGINAL',
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(maybe(types.map((type) => `-m addrtype --dst-type ${type}`)), fc.constantFrom(...limit))
        .map(([words, more]) => words + more),
    },
    { weight: 1, arbitrary: maybe(types.map((type) => `-m addrtype --src-type ${type}`)) },
    { weight: 2, arbitrary: maybe(marks.map((mark) => `-m mark --mark ${mark}`)) },
    { weight: 1, arbitrary: maybe(marks.map((mark) => `-m connmark --mark ${mark}`)) },
    { weight: 2, arbitrary: maybe(setMatch(family)) },
    { weight: 1, arbitrary: fc.constantFrom('-m conntrack --ctdir ORIGINAL', '-m conntrack --ctdir REPLY') },
    { weight: 1, arbitrary: fc.constant('-m comment --comment "a word -j DROP"') },
    { weight: 1, arbitrary: maybe(fc.constant('-m physdev --physdev-is-bridged')) },
  ];
  kinds.push({
    weight: 1,
    arbitrary: maybe(
      fc.constantFrom('unicast', 'multicast', 'broadcast').map((type) => `-m pkttype --pkt-type ${type}`),
    ),
  });
  if (family === 6) kinds.push({ weight: 1, arbitrary: maybe(fc.constant('-m rt --rt-type 0')) });
  if (inwards) kinds.push({ weight: 2, arbitrary: maybe(devices.map((device) => `-i ${device}`)) });
  if (outwards) kinds.push({ weight: 2, arbitrary: maybe(devices.map((device) => `-o ${device}`)) });
  if (hook === 'OUTPUT') {
    kinds.push({
      weight: 2,
      arbitrary: maybe(
        fc.constantFrom('-m owner --uid-owner 0', '-m owner --uid-owner 1000-2000', '-m owner --gid-owner 0'),
      ),
    });
  }
  if (hook === 'PREROUTING' && (table === 'raw' || table === 'mangle')) {
    kinds.push({
      weight: 1,
      arbitrary: fc.constantFrom('-m rpfilter', '-m rpfilter --invert', '-m rpfilter --validmark'),
    });
  }
  return fc.oneof(...kinds);
}

function setMatch(family: 4 | 6): fc.Arbitrary<string> {
  const one = fc
    .constantFrom('src', 'dst')
    .chain((direction) =>
      fc.constantFrom('ip', 'net', 'list').map((name) => `${name}${family} ${direction}`),
    );
  const two = fc
    .constantFrom('dst,dst', 'src,dst', 'src,src')
    .map((directions) => `ipport${family} ${directions}`);
  return fc.oneof(one, one, two).map((words) => `-m set --match-set ${words}`);
}

function targets({ table, hook, family }: Place, chain: string): fc.Arbitrary<string> {
  const inner = USER_CHAINS.filter((name) => name > chain || !chain.startsWith('u'));
  const flow = [
    '-j ACCEPT',
    '-j RETURN',
    '',
    ...inner.flatMap((name) => [`-j ${name}`, `-j ${name}`, `-g ${name}`]),
  ];
  const marking = [
    '-j MARK --set-xmark 0x1/0xffffffff',
    '-j MARK --set-mark 0x2/0x3',
    '-j MARK --or-mark 0x10',
    '-j MARK --and-mark 0xfffffffe',
    '-j MARK --xor-mark 0x3',
    '-j MARK --set-mark 0x80000001',
    '-j CONNMARK --set-xmark 0x1/0xff',
    '-j CONNMARK --save-mark',
    '-j CONNMARK --restore-mark',
    '-j CONNMARK --restore-mark --nfmask 0xff --ctmask 0x0f',
  ];
  switch (table) {
    case 'filter':
      return fc.oneof(
        weighted(flow, 5),
        weighted(['-j DROP', '-j REJECT'], 3),
        weighted(marking, 1),
        weighted([`-p tcp -j REJECT --reject-with tcp-reset`], 1),
      );
    case 'security':
      return fc.oneof(weighted(flow, 5), weighted(['-j DROP'], 2), weighted(marking, 1));
    case 'mangle':
      return fc.oneof(weighted(flow, 4), weighted(['-j DROP'], 1), weighted(marking, 4));
    case 'raw':
      return fc.oneof(
        weighted(flow, 4),
        weighted(['-j DROP'], 2),
        weighted(['-j CT --notrack'], 1),
        weighted(marking, 1),
      );
    case 'nat':
      return fc.oneof(weighted(flow, 4), weighted(natTargets(family, hook), 4), weighted(marking, 1));
  }
  return table satisfies never;
}

function weighted(list: readonly string[], weight: number): fc.WeightedArbitrary<string> {
  return { arbitrary: fc.constantFrom(...list), weight };
}

function natTargets(family: 4 | 6, hook: string | undefined): string[] {
  const { server, router } = ADDRESSES[family];
  const host = (address: string) => (family === 4 ? address : `[${address}]`);
  const dnat = [
    `-j DNAT --to-destination ${server[1]}`,
    `-p tcp -j DNAT --to-destination ${host(server[0])}:9000`,
    `-p udp -j DNAT --to-destination ${host(server[2] ?? '')}:53`,
    '-p udp -j DNAT --to-destination :8081',
    `-p tcp -j DNAT --to-destination ${host(server[0])}:80-90`,
  ];
  switch (hook) {
    case 'PREROUTING':
      return [
        ...dnat,
        `-p tcp -j DNAT --to-destination ${host(router[1])}:22`,
        '-p tcp -j REDIRECT --to-ports 8080',
        '-p udp -j REDIRECT',
      ];
    case 'OUTPUT':
      return dnat;
    case 'POSTROUTING':
      return ['-j MASQUERADE', `-j SNAT --to-source ${router[1]}`];
    case 'INPUT':
      return [`-j SNAT --to-source ${family === 4 ? '192.0.2.9' : '2001:db8::9'}`];
    case undefined:
    default:
      return ['-j ACCEPT'];
  }
}

function rule(place: Place, chain: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(matches(place), { maxLength: 3 }), targets(place, chain))
    .map(([found, target]) => tidy(`-A ${chain}`, found, target));
}

/** iptables takes each option once; a protocol that a target needs replaces what was drawn. */
function tidy(start: string, found: readonly string[], target: string): string {
  const needs = /^-p (\w+) /.exec(target)?.[1];
  const kept = new Map<string, string>();
  for (const words of needs === undefined ? found : [`-p ${needs}`, ...found]) {
    const key = kindOfMatch(words);
    if (needs !== undefined && kept.has('-p') && key === '-p') continue;
    if (!kept.has(key)) kept.set(key, words);
  }
  return [start, ...kept.values(), target.replace(/^-p \w+ /, '')].join(' ').replaceAll(/ +/g, ' ').trim();
}

function kindOfMatch(words: string): string {
  if (/(^|! )-p /.test(words)) return '-p';
  const bare = words.replaceAll('! ', '');
  return /^-m (\S+)/.exec(bare)?.[1] ?? bare.split(' ')[0] ?? '';
}

export function iptablesRuleset(family: 4 | 6, busy: Table): fc.Arbitrary<RulesetLines> {
  const tables = TABLES.map((table) => tableLines(family, table, table === busy));
  return fc.tuple(...tables).map((all) => all.flat());
}

function tableLines(family: 4 | 6, table: Table, busy: boolean): fc.Arbitrary<RulesetLines> {
  const chains = [...HOOKS[table], ...USER_CHAINS];
  const policy = table === 'filter' ? fc.constantFrom('ACCEPT', 'ACCEPT', 'DROP') : fc.constant('ACCEPT');
  const ofChain = (chain: string) => {
    const hook = chain.startsWith('u') ? undefined : chain;
    return fc.tuple(policy, fc.array(rule({ table, hook, family }, chain), { maxLength: busy ? 6 : 2 }));
  };
  const body = fc
    .tuple(...chains.map((chain) => ofChain(chain)))
    .map((drawn) => [
      `*${table}`,
      ...chains.map(
        (chain, at) => `:${chain} ${chain.startsWith('u') ? '-' : (drawn[at]?.[0] ?? 'ACCEPT')} [0:0]`,
      ),
      ...drawn.flatMap(([, rules]) => rules),
      'COMMIT',
    ]);
  return busy ? body : fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, { arbitrary: body, weight: 1 });
}

export const BUSY: fc.Arbitrary<Table> = fc.constantFrom(
  'filter',
  'filter',
  'filter',
  'nat',
  'nat',
  'mangle',
  'raw',
  'security',
);

export function ipsetLines(): string {
  return ([4, 6] as const)
    .flatMap((family) => {
      const { client, server } = ADDRESSES[family];
      const kind = family === 4 ? 'inet' : 'inet6';
      const [wide, hole] =
        family === 4 ? ['10.0.2.0/24', '10.0.2.128/25'] : ['fd00:2::/64', 'fd00:2::8000/113'];
      return [
        `create ip${family} hash:ip family ${kind}`,
        `add ip${family} ${client[0]}`,
        `add ip${family} ${server[1]}`,
        `create net${family} hash:net family ${kind}`,
        `add net${family} ${wide}`,
        `add net${family} ${hole} nomatch`,
        `create ipport${family} hash:ip,port family ${kind}`,
        `add ipport${family} ${server[0]},tcp:80`,
        `add ipport${family} ${server[1]},udp:53`,
        `add ipport${family} ${client[0]},tcp:443`,
        `create list${family} list:set`,
        `add list${family} ip${family}`,
        `add list${family} net${family}`,
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}
