import * as fc from 'fast-check';

import { facts } from '../../../src/facts/index.ts';
import type { Reading } from '../../../src/facts/fact.ts';
import { firewallsOf, type Firewalls, type Hook, type HookEnd } from '../../../src/model/firewalls.ts';
import type { FirewallPacket } from '../../../src/model/firewall/packet.ts';
import { ParsedFacts } from '../../../src/model/parsed-facts.ts';
import { tell } from '../../../src/text/tell.ts';
import { BUSY, ipsetLines, iptablesRuleset, type RulesetLines } from './draw-iptables.ts';
import { nftTable } from './draw-nft.ts';
import { ADDRESSES, type Sent, type Topology } from './router.ts';

export interface FirewallWorld {
  readonly family: 4 | 6;
  /** iptables over nf_tables. */
  readonly iptables: RulesetLines;
  /** The old x_tables beside it. */
  readonly legacy: RulesetLines;
  readonly nft: readonly string[];
  readonly packets: readonly Drawn[];
}

interface Drawn {
  readonly way: 'to server' | 'to router' | 'from router';
  readonly protocol: 'tcp' | 'udp';
  readonly from: number;
  readonly to: number;
  readonly port: number;
  readonly high: boolean;
}

const PORTS = [22, 53, 80, 443, 8080, 8081, 9000, 9001];
const NONE: fc.Arbitrary<RulesetLines> = fc.constant([]);

export function firewallWorld(family: 4 | 6, packets: number): fc.Arbitrary<FirewallWorld> {
  const rules = BUSY.chain((busy) => iptablesRuleset(family, busy));
  const table = fc.constantFrom('fw0', 'fw1').chain((name) => nftTable(family, name));
  const backends = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(rules, NONE, fc.constant([])) },
    { weight: 2, arbitrary: fc.tuple(NONE, rules, fc.constant([])) },
    { weight: 3, arbitrary: fc.tuple(NONE, NONE, fc.array(table, { minLength: 1, maxLength: 2 })) },
    { weight: 1, arbitrary: fc.tuple(rules, rules, fc.constant([])) },
    { weight: 1, arbitrary: fc.tuple(rules, NONE, fc.array(table, { minLength: 1, maxLength: 1 })) },
  );
  const packet: fc.Arbitrary<Drawn> = fc.record({
    way: fc.constantFrom('to server', 'to server', 'to server', 'to router', 'from router'),
    protocol: fc.constantFrom('tcp', 'udp'),
    from: fc.integer({ min: 0, max: 2 }),
    to: fc.integer({ min: 0, max: 2 }),
    port: fc.constantFrom(...PORTS),
    high: fc.boolean(),
  });
  return fc
    .tuple(backends, fc.array(packet, { minLength: packets, maxLength: packets, size: 'max' }))
    .map(([[iptables, legacy, nft], drawn]) => ({
      family,
      iptables,
      legacy,
      nft: [...new Map(nft.map((text) => [/fw\d/.exec(text)?.[0], text])).values()],
      packets: drawn,
    }));
}

/** Rules that the kernel takes; undefined where it refuses them, with its words. */
export interface Verdicts {
  readonly refusedRules?: string;
  readonly wrong: readonly string[];
  readonly seen: Readonly<Record<'delivered' | 'refused' | 'dropped', number>>;
}

export async function prepareSets({ router }: Topology): Promise<void> {
  await router.must(['ipset', 'restore'], { stdin: ipsetLines() });
}

let nextPort = 0;

export async function compare(topology: Topology, world: FirewallWorld): Promise<Verdicts> {
  const none = { delivered: 0, refused: 0, dropped: 0 };
  const refused = await load(topology, world);
  if (refused !== undefined) return { refusedRules: refused, wrong: [], seen: none };
  const firewalls = await readFirewalls(topology);
  const wrong: string[] = [];
  const seen = { ...none };
  let before = await look(topology, world);
  for (const drawn of world.packets) {
    const sent = packetOf(world.family, drawn);
    await topology.send(drawn.way === 'from router' ? 'router' : 'client', sent);
    const model = predict(firewalls, drawn, sent, world.family);
    let after = await look(topology, world);
    let outcome = judge(model, sent, before, after, world, drawn);
    if (outcome.complaint !== undefined) {
      // A busy machine may still have had it on its way.
      await new Promise((resolve) => setTimeout(resolve, 50));
      after = await look(topology, world);
      outcome = judge(model, sent, before, after, world, drawn);
    }
    if (outcome.complaint !== undefined) {
      const packet = `${drawn.way} ${sent.protocol} ${sent.from}:${sent.sourcePort} > ${sent.to}:${sent.port}`;
      wrong.push(`${packet}: ${outcome.complaint}`);
    }
    seen[outcome.seen] += 1;
    before = after;
  }
  return { wrong, seen };
}

async function load(
  { router }: Topology,
  { family, iptables, legacy, nft }: FirewallWorld,
): Promise<string | undefined> {
  await router.must(['sh', '-c', RESET], { stdin: EMPTY });
  const six = family === 4 ? '' : '6';
  const texts: readonly (readonly [readonly string[], string])[] = [
    [[`ip${six}tables-restore`], iptables.join('\n')],
    [[`ip${six}tables-legacy-restore`], legacy.join('\n')],
    [['nft', '-f', '-'], nft.join('\n')],
  ];
  for (const [argv, text] of texts) {
    if (text === '') continue;
    const { code, stderr } = await router.run(argv, { stdin: `${text}\n` });
    if (code !== 0) return stderr.trim() || `exit code ${code}`;
  }
  return undefined;
}

const RESET = `empty=$(cat)
{ echo "flush set inet watch four"; echo "flush set inet watch six"
nft list tables | grep -v ' watch$' | while read -r _ family name; do echo "delete table $family $name"; done; } | nft -f -
echo "$empty" | iptables-legacy-restore && echo "$empty" | ip6tables-legacy-restore`;

/** Every table of x_tables there and empty: their hooks are registered once and for all, before those of nf_tables. */
const EMPTY = Object.entries({
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
})
  .map(
    ([table, chains]) => `*${table}\n${chains.map((chain) => `:${chain} ACCEPT [0:0]\n`).join('')}COMMIT\n`,
  )
  .join('');

const READ = [
  'iptables',
  'ip6tables',
  'iptables-legacy',
  'ip6tables-legacy',
  'nft',
  'ipset',
  'addresses',
  'routes',
  'routes6',
  'policy-rules',
  'policy-rules6',
] as const;

/** By the very commands that a diagnosis runs. */
async function readFirewalls({ router }: Topology): Promise<Firewalls> {
  const readings: Record<string, Reading> = {};
  for (const id of READ) {
    const { read } = facts[id];
    const argv = read.kind === 'command' ? read.candidates[0] : undefined;
    if (argv === undefined) throw new Error(`${id} is no command`);
    const { code, stdout, stderr } = await router.run(argv);
    readings[id] =
      code === 127
        ? { status: 'absent', because: 'not there', argv }
        : { status: 'ok', code, stdout, stderr, argv };
  }
  const firewalls = firewallsOf(
    new ParsedFacts({
      schema: 'ferryman.snapshot/1',
      host: 'router',
      at: new Date(0).toISOString(),
      collectMs: 0,
      needs: [],
      readings,
      attempts: [],
      masked: {},
    }),
  );
  if (firewalls.kind === 'unknown') throw new Error(tell(firewalls.because, 'en'));
  return firewalls.value;
}

/** What the kernel shows at one moment. */
interface Look {
  /** `10.0.1.2 . 20000 . 10.0.2.2 . 80 . tcp` */
  readonly arrived: readonly string[];
  readonly refused: number;
  /** Packets that each rule and policy has counted, by where it stands. */
  readonly counters: ReadonlyMap<string, number>;
}

async function look({ client, router, server }: Topology, world: FirewallWorld): Promise<Look> {
  const six = world.family === 4 ? '' : '6';
  const watched = `nft -nn list set inet watch ${world.family === 4 ? 'four' : 'six'}`;
  const tables = world.nft.map((text) => /^table \S+ \S+/.exec(text)?.[0] ?? '');
  const [mine, far, back] = await Promise.all([
    router.line(
      [
        world.iptables.length === 0 ? '' : `ip${six}tables-save -c`,
        "echo '#legacy'",
        world.legacy.length === 0 ? '' : `ip${six}tables-legacy-save -c`,
        "echo '#nft'",
        ...tables.map((table) => `nft -a list ${table}`),
        watched,
      ].join('\n'),
    ),
    server.line(watched),
    client.line('nft list counter inet watch refused'),
  ]);
  const [own = '', legacy = '', nft = ''] = mine.split(/^#(?:legacy|nft)$/m);
  return {
    arrived: [...tuplesOf(nft), ...tuplesOf(far)],
    refused: Number(/packets (\d+)/.exec(back)?.[1] ?? 0),
    counters: new Map([
      ...iptablesCounters(own, `ip${six}tables-save`),
      ...iptablesCounters(legacy, `ip${six}tables-legacy-save`),
      ...nftCounters(nft),
    ]),
  };
}

function tuplesOf(text: string): string[] {
  return [...text.matchAll(/[0-9a-f.:]+ \. \d+ \. [0-9a-f.:]+ \. \d+ \. \w+/g)].map(([tuple]) => tuple);
}

/** Translations leave the source port alone while it is free. */
function carries(tuple: string, { sourcePort }: Sent): boolean {
  const [, port] = tuple.split(' . ');
  return Number(port) === sourcePort;
}

/** Of equal rules in a chain the first that ends the walk is the one that counts. */
function iptablesCounters(text: string, shownBy: string): [string, number][] {
  const parsed = facts.iptables.parse({ stdout: text, stderr: '', code: 0, argv: [] });
  if (parsed.kind === 'unreadable') return [];
  return parsed.value.tables.flatMap(({ name, chains }) =>
    chains.flatMap((chain) => {
      const at = `${shownBy} ${name} ${chain.name}`;
      const rules = chain.rules.map((rule): [string, number] => [`${at} ${rule.text}`, rule.packets]);
      const policy: [string, number][] = chain.policy === undefined ? [] : [[`${at} policy`, chain.packets]];
      return [...policy, ...rules.toReversed()];
    }),
  );
}

function nftCounters(text: string): [string, number][] {
  const found: [string, number][] = [];
  let table = '';
  for (const line of text.split('\n')) {
    table = /^table (\S+ \S+)/.exec(line)?.[1] ?? table;
    const rule = /\bcounter packets (\d+) .*# handle (\d+)$/.exec(line);
    if (rule !== null) found.push([`${table} ${rule[2]}`, Number(rule[1])]);
  }
  return found;
}

function packetOf(family: 4 | 6, { way, protocol, from, to, port, high }: Drawn): Sent {
  nextPort = (nextPort + 1) % 19_000;
  const { client, router, server } = ADDRESSES[family];
  const sender = way === 'from router' ? router[1] : (client[from] ?? client[0]);
  const receiver = way === 'to router' ? (router[to % 2] ?? router[0]) : (server[to] ?? server[0]);
  return { protocol, from: sender, sourcePort: (high ? 40_000 : 20_000) + nextPort, to: receiver, port };
}

/** What the model says of a packet, hook by hook. */
interface Predicted {
  readonly kind: 'delivered' | 'refused' | 'dropped' | 'unsure';
  readonly end: HookEnd;
  readonly hook: Hook;
}

function predict(firewalls: Firewalls, { way, protocol }: Drawn, sent: Sent, family: 4 | 6): Predicted {
  const { router, server } = ADDRESSES[family];
  const isLocal = (address: string) => router.includes(address);
  const deviceTo = (address: string) =>
    isLocal(address) ? 'lo' : server.includes(address) || address === router[1] ? 'r1' : 'r0';
  let packet: FirewallPacket = {
    protocol,
    from: sent.from,
    sourcePort: sent.sourcePort,
    to: sent.to,
    port: sent.port,
    states: ['NEW'],
    toLocal: isLocal(sent.to),
    fromLocal: isLocal(sent.from),
    ...(way === 'from router' ? { uid: 0, gid: 0, oif: 'r1' } : { iif: 'r0' }),
  };
  let hook: Hook = way === 'from router' ? 'output' : 'prerouting';
  for (;;) {
    const ends = firewalls.hook(hook, packet);
    const [end, other] = ends;
    if (end === undefined) throw new Error('a hook without an end');
    if (other !== undefined || end.kind === 'other') return { kind: 'unsure', end, hook };
    // The table that watches what the router takes in.
    if (end.by?.table === 'inet watch' && end.kind === 'drop') return { kind: 'delivered', end, hook };
    if (end.kind === 'drop') return { kind: 'dropped', end, hook };
    if (end.kind === 'reject') return { kind: 'refused', end, hook };
    packet = end.packet;
    switch (hook) {
      case 'prerouting':
        hook = packet.toLocal ? 'input' : 'forward';
        if (hook === 'forward') packet = { ...packet, oif: deviceTo(packet.to) };
        continue;
      case 'forward':
      case 'output':
        hook = 'postrouting';
        packet = { ...packet, oif: deviceTo(packet.to) };
        continue;
      case 'input':
      case 'postrouting':
        return { kind: 'delivered', end, hook };
    }
  }
}

interface Judged {
  readonly seen: 'delivered' | 'refused' | 'dropped';
  readonly complaint?: string;
}

function judge(
  { kind, end, hook }: Predicted,
  sent: Sent,
  before: Look,
  after: Look,
  world: FirewallWorld,
  { way }: Drawn,
): Judged {
  const arrived = after.arrived.find((tuple) => !before.arrived.includes(tuple) && carries(tuple, sent));
  const told = after.refused > before.refused;
  const seen =
    arrived !== undefined
      ? 'delivered'
      : told || (kind === 'refused' && way === 'from router')
        ? 'refused'
        : 'dropped';
  const rose = [...after.counters]
    .filter(([place, count]) => count > (before.counters.get(place) ?? 0))
    .map(([place]) => place);
  const complain = (what: string): Judged => ({
    seen,
    complaint: `${what}; the model says ${kind} at ${hook} by ${end.by?.table} ${end.by?.chain} "${end.by?.text}"; counted: ${rose.join(', ')}`,
  });
  if (kind === 'unsure') return complain(`not sure (${end.doubts.map(({ text }) => text).join(', ')})`);
  if ((arrived !== undefined) !== (kind === 'delivered'))
    return complain(arrived === undefined ? 'not delivered' : 'delivered');
  if (arrived !== undefined) {
    const { packet } = end;
    const wanted = [packet.from, packet.sourcePort, packet.to, packet.port].join(' . ');
    const shown = arrived.split(' . ').slice(0, 4).join(' . ');
    return shown === wanted ? { seen } : complain(`arrived as ${shown}, not ${wanted}`);
  }
  if (kind === 'refused' && seen !== 'refused' && !mayStopAnswers(world)) return complain('nobody was told');
  if (kind === 'dropped' && told) return complain('it was refused');
  const place = placeOf(end);
  return place === undefined || rose.includes(place) ? { seen } : complain('another rule');
}

/** An error of the router goes by its own OUTPUT and POSTROUTING. */
function mayStopAnswers({ iptables, legacy, nft }: FirewallWorld): boolean {
  return (
    [...iptables, ...legacy].some((line) =>
      /(OUTPUT|POSTROUTING|u\d) .*(DROP|REJECT)|:OUTPUT DROP/.test(line),
    ) || nft.some((text) => /hook (output|postrouting)/.test(text))
  );
}

/** Where a rule's counter is; a policy of nft has none. */
function placeOf({ by }: HookEnd): string | undefined {
  if (by === undefined) return undefined;
  if (by.nft !== undefined) return `${by.table} ${by.nft.handle}`;
  if (by.shownBy?.startsWith('nft') === true) return undefined;
  return `${by.shownBy} ${by.table} ${by.chain} ${by.rule === undefined ? 'policy' : by.text}`;
}
