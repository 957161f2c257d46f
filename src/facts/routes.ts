import type { Fact, Parsed } from './fact.ts';
import { asPrefix, prefixLengthOf } from './ip-text.ts';
import { type Draft, linesOf, unlessFailed, value } from './parsed.ts';
import { procRoute } from './proc-net.ts';

export type RouteType =
  | 'unicast'
  | 'local'
  | 'broadcast'
  | 'multicast'
  | 'anycast'
  | 'blackhole'
  | 'unreachable'
  | 'prohibit'
  | 'throw'
  | 'nat';

/** A route of any table, blackholes included. */
export interface Route {
  readonly family: 4 | 6;
  readonly type: RouteType;
  /** CIDR: `192.168.0.0/24`, a single address as /32 or /128, the default route as `0.0.0.0/0` or `::/0`. */
  readonly destination: string;
  /** `main`, `local`, `default`, another name of rt_tables, or a number as text. */
  readonly table: string;
  readonly device?: string;
  /** The next hop; may be of the other family (`via inet6 fe80::1`). */
  readonly gateway?: string;
  /** IPv6: the route is for packets from this prefix only. */
  readonly from?: string;
  readonly tos?: string;
  /** The preferred source address (`src`). */
  readonly source?: string;
  readonly scope?: string;
  /** Who made it: kernel, boot, static, dhcp, ra, bird… */
  readonly protocol?: string;
  /** Lower wins. 0 for IPv4 where none is printed, 1024 for IPv6. */
  readonly metric: number;
  /** linkdown, onlink, dead, pervasive, offload… */
  readonly flags: readonly string[];
  readonly nexthops?: readonly Nexthop[];
  readonly mtu?: number;
  /** Position in the output: of equal prefixes with equal metrics the first inserted wins, and the kernel prints it first. */
  readonly order: number;
  /** The line as printed. */
  readonly text: string;
}

export interface Nexthop {
  readonly device?: string;
  readonly gateway?: string;
  readonly weight: number;
  readonly flags: readonly string[];
}

/**
 *     192.168.0.0/20 dev docker0 proto kernel scope link src 192.168.0.1
 *     unreachable 10.67.0.0/16 metric 50
 *     10.70.0.0/16
 *     	nexthop via 192.168.0.253 dev eth0 weight 2
 */
export const routes: Fact<'routes', readonly Route[]> = {
  id: 'routes',
  title: 'IPv4 routes of all tables',
  read: {
    kind: 'command',
    candidates: [
      ['ip', '-4', 'route', 'show', 'table', 'all'],
      ['route', '-n'],
      ['cat', '/proc/net/route'],
    ],
  },
  parse: unlessFailed((raw) => {
    const [first = ''] = linesOf(raw.stdout);
    if (first.startsWith('Kernel IP routing table')) return parseRouteTool(raw.stdout);
    return first.startsWith('Iface') ? parseProcRoutes(raw.stdout) : parseRoutes(raw.stdout, 4);
  }),
};

export const routes6: Fact<'routes6', readonly Route[]> = {
  id: 'routes6',
  title: 'IPv6 routes of all tables',
  read: { kind: 'command', candidates: [['ip', '-6', 'route', 'show', 'table', 'all']] },
  parse: unlessFailed((raw) => parseRoutes(raw.stdout, 6)),
};

const TYPES: ReadonlySet<string> = new Set<RouteType>([
  'unicast',
  'local',
  'broadcast',
  'multicast',
  'anycast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'nat',
]);
const isType = (word: string | undefined): word is RouteType => word !== undefined && TYPES.has(word);

/** Words that stand alone. */
const FLAGS: ReadonlySet<string> = new Set(
  (
    'linkdown onlink dead pervasive offload offload_failed trap notify unresolved rt_offload rt_trap ' +
    'rt_offload_failed cache redirected'
  ).split(' '),
);
/** Words with one argument that no question asked here depends on. */
const IGNORED: ReadonlySet<string> = new Set(
  (
    'advmss window rtt rttvar rto_min ssthresh cwnd initcwnd initrwnd hoplimit reordering quickack ' +
    'congctl features realm realms pref error expires nhid ttl-propagate fastopen_no_cookie users ' +
    'used age ipid uid weight'
  ).split(' '),
);

function parseRoutes(text: string, family: 4 | 6): Parsed<readonly Route[]> {
  const found: Draft<Route>[] = [];
  const unread: string[] = [];
  for (const line of linesOf(text)) {
    const last = found.at(-1);
    if (/^\s+nexthop\s/.test(line) && last !== undefined) {
      last.nexthops = [...(last.nexthops ?? []), parseNexthop(line.trim().split(/\s+/).slice(1))];
      last.text += `\n${line}`;
      continue;
    }
    const route = parseRoute(line, family, found.length, unread);
    if (route !== undefined) found.push(route);
  }
  return value(found, unread);
}

function parseRoute(line: string, family: 4 | 6, order: number, unread: string[]): Draft<Route> | undefined {
  const words = line.trimEnd().split(/ +/);
  const typed = isType(words[0]);
  const type: RouteType = isType(words[0]) ? words[0] : 'unicast';
  const destination = words[typed ? 1 : 0] ?? '';
  if (/^\s/.test(line) || (destination !== 'default' && !/^[0-9a-fA-F.:]+(\/\d+)?$/.test(destination))) {
    unread.push(line);
    return undefined;
  }
  const flags: string[] = [];
  const route: Draft<Route> = {
    family,
    type,
    destination: asPrefix(destination, family),
    table: 'main',
    metric: family === 4 ? 0 : 1024,
    flags,
    order,
    text: line.trimEnd(),
  };
  for (let at = typed ? 2 : 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    if (FLAGS.has(word)) {
      flags.push(word);
      continue;
    }
    switch (word) {
      case 'via':
        at += next === 'inet' || next === 'inet6' ? 1 : 0;
        route.gateway = words[at + 1] ?? '';
        break;
      case 'dev':
        route.device = next;
        break;
      case 'src':
        route.source = next;
        break;
      case 'from':
        route.from = asPrefix(next, family);
        break;
      case 'table':
        route.table = next;
        break;
      case 'proto':
        route.protocol = next;
        break;
      case 'scope':
        route.scope = next;
        break;
      case 'metric':
        route.metric = Number(next);
        break;
      case 'tos':
      case 'dsfield':
        route.tos = next;
        break;
      case 'mtu':
        at += next === 'lock' ? 1 : 0;
        route.mtu = Number(words[at + 1]);
        break;
      default:
        if (!IGNORED.has(word)) {
          // The route stands; what this word changes about it is not known.
          unread.push(line);
          return route;
        }
        at += next === 'lock' ? 1 : 0;
    }
    at += 1;
  }
  return route;
}

function parseNexthop(words: readonly string[]): Nexthop {
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const via = after('via');
  const gateway = via === 'inet' || via === 'inet6' ? after(via) : via;
  const device = after('dev');
  return {
    ...(device === undefined ? {} : { device }),
    ...(gateway === undefined ? {} : { gateway }),
    weight: Number(after('weight') ?? 1),
    flags: words.filter((word) => FLAGS.has(word)),
  };
}

/** `route -n`: the main table only. */
function parseRouteTool(text: string): Parsed<readonly Route[]> {
  const found: Route[] = [];
  const unread: string[] = [];
  for (const line of linesOf(text).slice(1)) {
    const [network = '', gateway = '', netmask = '', flags = '', metric, , , device = ''] = line.split(/\s+/);
    if (network === 'Destination') continue;
    const length = prefixLengthOf(netmask);
    if (length === undefined) {
      unread.push(line);
      continue;
    }
    found.push({
      family: 4,
      type: flags.includes('!') ? 'unreachable' : device === '*' ? 'blackhole' : 'unicast',
      destination: `${network}/${length}`,
      table: 'main',
      ...(device === '*' || device === '-' ? {} : { device }),
      ...(flags.includes('G') && gateway !== '0.0.0.0' ? { gateway } : {}),
      metric: Number(metric) || 0,
      flags: [],
      order: found.length,
      text: line,
    });
  }
  return value(found, unread);
}

/** /proc/net/route: the main table only. */
function parseProcRoutes(text: string): Parsed<readonly Route[]> {
  const found: Route[] = [];
  const unread: string[] = [];
  for (const line of linesOf(text).slice(1)) {
    const row = procRoute(line);
    if (row === undefined) {
      unread.push(line);
      continue;
    }
    found.push({
      family: 4,
      type: row.rejects ? 'unreachable' : row.device === '*' ? 'blackhole' : 'unicast',
      destination: row.destination,
      table: 'main',
      ...(row.device === '*' ? {} : { device: row.device }),
      ...(row.gateway === undefined || row.gateway === '0.0.0.0' ? {} : { gateway: row.gateway }),
      metric: row.metric,
      flags: [],
      ...(row.mtu > 0 ? { mtu: row.mtu } : {}),
      order: found.length,
      text: line.trimEnd(),
    });
  }
  return value(found, unread);
}
