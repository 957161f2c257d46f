import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';

/** An entry of the ARP or neighbour-discovery table. */
export interface Neighbour {
  readonly address: string;
  readonly device: string;
  readonly mac?: string;
  /** FAILED and INCOMPLETE mean that nobody answered. */
  readonly state:
    | 'REACHABLE'
    | 'STALE'
    | 'DELAY'
    | 'PROBE'
    | 'FAILED'
    | 'INCOMPLETE'
    | 'PERMANENT'
    | 'NOARP'
    | 'NONE'
    /** net-tools' `arp` and /proc/net/arp know only that an answer came once. */
    | 'COMPLETE';
}

/**
 *     192.168.0.2 dev eth0 FAILED
 *     192.168.0.253 dev eth0 lladdr 5a:62:d5:cc:06:e0 REACHABLE
 */
export const neighbours: Fact<'neighbours', readonly Neighbour[]> = {
  id: 'neighbours',
  title: 'neighbours (ARP)',
  read: {
    kind: 'command',
    candidates: [
      ['ip', 'neigh', 'show'],
      ['arp', '-n'],
      ['cat', '/proc/net/arp'],
    ],
  },
  parse: unlessFailed((raw) => {
    const found: Neighbour[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      if (/^(Address|IP address) +HW ?type/.test(line)) continue;
      const neighbour =
        parseIpNeighbour(line) ?? parseProcArp(line) ?? parseArp(line) ?? parseBusyboxArp(line);
      if (neighbour === undefined) unread.push(line);
      else found.push(neighbour);
    }
    return value(found, unread);
  }),
};

const STATES: readonly string[] = [
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'FAILED',
  'INCOMPLETE',
  'PERMANENT',
  'NOARP',
  'NONE',
] satisfies Neighbour['state'][];
const isState = (word: string): word is Neighbour['state'] => STATES.includes(word);

function parseIpNeighbour(line: string): Neighbour | undefined {
  const words = line.trim().split(/\s+/);
  const [address, dev, device] = words;
  if (address === undefined || dev !== 'dev' || device === undefined) return undefined;
  const macAt = words.indexOf('lladdr');
  const mac = macAt < 0 ? undefined : words[macAt + 1];
  return neighbour(address, device, mac, words.findLast((word) => isState(word)) ?? 'NONE');
}

/** `192.168.0.2      0x1         0x0         00:00:00:00:00:00     *        eth0` */
function parseProcArp(line: string): Neighbour | undefined {
  const row = /^(\S+)\s+0x\w+\s+0x(\w+)\s+([0-9a-f:]{17})\s+\S+\s+(\S+)$/.exec(line.trim());
  if (row === null) return undefined;
  const [, address = '', flags = '0', mac, device = ''] = row;
  const bits = Number.parseInt(flags, 16);
  if ((bits & 2) === 0) return neighbour(address, device, undefined, 'INCOMPLETE');
  return neighbour(address, device, mac, (bits & 4) === 0 ? 'COMPLETE' : 'PERMANENT');
}

/** `192.168.0.2                      (incomplete)                              eth0`, `… ether   5a:62:d5:cc:06:e0   C   eth0` */
function parseArp(line: string): Neighbour | undefined {
  const incomplete = /^(\S+)\s+\(incomplete\)\s+(\S+)$/.exec(line.trim());
  if (incomplete !== null)
    return neighbour(incomplete[1] ?? '', incomplete[2] ?? '', undefined, 'INCOMPLETE');
  const row = /^([0-9a-f.:]+)\s+\w+\s+([0-9a-f:]{17})\s+(C?M?P?)\s+(?:\S+\s+)?(\S+)$/.exec(line.trim());
  if (row === null) return undefined;
  const [, address = '', mac, flags = '', device = ''] = row;
  return neighbour(address, device, mac, flags.includes('M') ? 'PERMANENT' : 'COMPLETE');
}

/** `? (192.168.0.2) at <incomplete>  on eth0`, `? (192.168.0.88) at 02:00:00:00:00:88 [ether] PERM on eth0` */
function parseBusyboxArp(line: string): Neighbour | undefined {
  const row = /^\S+ \(([^)]+)\) at (\S+)\s+(.*)on (\S+)$/.exec(line.trim());
  if (row === null) return undefined;
  const [, address = '', mac = '', how = '', device = ''] = row;
  if (mac === '<incomplete>') return neighbour(address, device, undefined, 'INCOMPLETE');
  return neighbour(address, device, mac, how.includes('PERM') ? 'PERMANENT' : 'COMPLETE');
}

const neighbour = (
  address: string,
  device: string,
  mac: string | undefined,
  state: Neighbour['state'],
): Neighbour => ({ address, device, ...(mac === undefined ? {} : { mac: mac.toLowerCase() }), state });
