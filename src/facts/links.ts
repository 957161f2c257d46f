import type { Fact, Parsed, RawText } from './fact.ts';
import { type IfconfigBlock, ifconfigBlocks } from './ifconfig.ts';
import { type Draft, linesOf, unlessFailed, value } from './parsed.ts';

/** A network device. */
export interface Link {
  /** From 1; 0 where the tool does not tell (ifconfig). */
  readonly index: number;
  readonly name: string;
  /** The other end of a veth, or the device below a vlan: the `@if7` or `@eth0` after the name. */
  readonly peerIndex?: number;
  readonly peerName?: string;
  /** `bridge`, `veth`, `vlan`, `dummy`, `tun`, `wireguard`…; `loopback` for lo; absent for a plain card or where the tool does not tell. */
  readonly kind?: string;
  /** As printed between `<` and `>`: BROADCAST, UP, LOWER_UP, NO-CARRIER… */
  readonly flags: readonly string[];
  /** Operational state. loopback and many virtual devices are UNKNOWN while they work. */
  readonly state: 'UP' | 'DOWN' | 'UNKNOWN' | 'LOWERLAYERDOWN' | 'DORMANT' | 'NOTPRESENT' | 'TESTING';
  readonly mtu: number;
  readonly mac?: string;
  /** The bridge, bond or vrf that it belongs to. */
  readonly master?: string;
  /** The name of the network namespace of the other end where it has one (`link-netns`). */
  readonly peerNamespace?: string;
}

/**
 *     2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP … \    link/ether a2:17:… \    veth …
 *
 * busybox's `ip` knows no `-d` and tells neither kind nor, in many builds, state.
 */
export const links: Fact<'links', readonly Link[]> = {
  id: 'links',
  title: 'network devices',
  read: {
    kind: 'command',
    candidates: [
      [
        'sh',
        '-c',
        'command -v ip >/dev/null || exec ifconfig -a; ip -d -o link show 2>/dev/null || ip -o link show',
      ],
    ],
  },
  parse: unlessFailed(parseLinks),
};

function parseLinks(raw: RawText): Parsed<readonly Link[]> {
  const blocks = ifconfigBlocks(raw.stdout);
  if (blocks !== undefined) {
    // `eth0:1` is one more address of eth0, not a device
    return value(blocks.filter((block) => !block.name.includes(':')).map((block) => linkOfBlock(block)));
  }
  const found: Link[] = [];
  const unread: string[] = [];
  for (const line of linesOf(raw.stdout)) {
    const link = parseLink(line);
    if (link === undefined) unread.push(line);
    else found.push(link);
  }
  return value(found, unread);
}

const HEAD = /^(\d+): ([^\s@:]+(?::[^\s@:]+)*)(?:@(\S+))?: <([^>]*)> mtu (\d+)/;
const STATES: readonly string[] = [
  'UP',
  'DOWN',
  'UNKNOWN',
  'LOWERLAYERDOWN',
  'DORMANT',
  'NOTPRESENT',
  'TESTING',
] satisfies Link['state'][];
const isState = (word: string | undefined): word is Link['state'] =>
  word !== undefined && STATES.includes(word);

function parseLink(line: string): Link | undefined {
  const head = HEAD.exec(line);
  if (head === null) return undefined;
  const [matched, index, name = '', peer, flagText = '', mtu] = head;
  const [first = '', layer = '', ...details] = line.slice(matched.length).split('\\');
  const flags = flagText.split(',').filter((flag) => flag !== '');
  const state = / state (\S+)/.exec(first)?.[1];
  const link: Draft<Link> = {
    index: Number(index),
    name,
    flags,
    state: isState(state) ? state : stateFromFlags(flags),
    mtu: Number(mtu),
  };
  const peerIndex = peer === undefined ? null : /^if(\d+)$/.exec(peer);
  if (peerIndex !== null) link.peerIndex = Number(peerIndex[1]);
  else if (peer !== undefined && peer !== 'NONE') link.peerName = peer;
  const master = / master (\S+)/.exec(first)?.[1];
  if (master !== undefined) link.master = master;
  const address = /link\/(\S+)(?: (\S+))?/.exec(layer);
  if (address?.[2] !== undefined && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address[2])) link.mac = address[2];
  const namespace = /link-netns (\S+)/.exec(layer)?.[1];
  if (namespace !== undefined) link.peerNamespace = namespace;
  const kind = address?.[1] === 'loopback' ? 'loopback' : kindOf(details);
  if (kind !== undefined) link.kind = kind;
  return link;
}

/** The first detail that is the device's own: not that of its place in a bridge, an alias or a card's virtual function. */
function kindOf(details: readonly string[]): string | undefined {
  for (const detail of details) {
    const word = /^\s*(\S+)/.exec(detail)?.[1];
    if (word === undefined || word.endsWith('_slave') || word.includes('/')) continue;
    if (['altname', 'alias', 'vf', 'parentbus', 'promiscuity'].includes(word)) continue;
    return word;
  }
  return undefined;
}

function stateFromFlags(flags: readonly string[]): Link['state'] {
  if (!flags.includes('UP') || flags.includes('NO-CARRIER')) return 'DOWN';
  if (flags.includes('M-DOWN')) return 'LOWERLAYERDOWN';
  return flags.includes('LOWER_UP') || flags.includes('RUNNING') ? 'UP' : 'UNKNOWN';
}

function linkOfBlock(block: IfconfigBlock): Link {
  return {
    index: 0,
    name: block.name,
    flags: block.flags,
    state: block.flags.includes('UP') ? (block.flags.includes('RUNNING') ? 'UP' : 'UNKNOWN') : 'DOWN',
    mtu: block.mtu ?? 0,
    ...(block.mac === undefined ? {} : { mac: block.mac }),
    ...(block.flags.includes('LOOPBACK') ? { kind: 'loopback' } : {}),
  };
}
