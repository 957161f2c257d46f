import type { FirewallMatch } from '../facts/firewall.ts';
import { addressIn, parsePrefix } from './prefix.ts';

/** A packet as a firewall rule sees it. */
export interface FirewallPacket {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Absent where the sender is not known: a rule that looks at it may or may not hold. */
  readonly from?: string;
  readonly to: string;
  readonly port?: number;
  readonly sourcePort?: number;
  /** Device that it came in by; absent in OUTPUT and POSTROUTING of the host's own packets. */
  readonly iif?: string;
  /** Device that it leaves by; absent before the route is chosen. */
  readonly oif?: string;
  readonly states: readonly ('NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED' | 'DNAT' | 'SNAT')[];
  /** Where it was sent to before a DNAT. */
  readonly originalTo?: string;
  readonly originalPort?: number;
  /** Whether `to` is an address of the host. */
  readonly toLocal: boolean;
  readonly fromLocal: boolean;
  readonly mark?: number;
}

/** Undefined: this model does not know whether the match holds. */
export function matchHolds(match: FirewallMatch, packet: FirewallPacket): boolean | undefined {
  const bare = bareMatchHolds(match, packet);
  if (bare === undefined) return undefined;
  return match.negated ? !bare : bare;
}

function bareMatchHolds({ option, args }: FirewallMatch, packet: FirewallPacket): boolean | undefined {
  const [value = ''] = args;
  switch (option) {
    case '-s':
      return inAny(value, packet.from);
    case '-d':
      return inAny(value, packet.to);
    case '-i':
      return deviceMatches(value, packet.iif);
    case '-o':
      return deviceMatches(value, packet.oif);
    case '-p':
      return value === 'all' || value === packet.protocol || PROTOCOL_NUMBER[packet.protocol] === value;
    case '--dport':
    case '--dports':
      return portIn(value, packet.port);
    case '--sport':
    case '--sports':
      return packet.sourcePort === undefined ? undefined : portIn(value, packet.sourcePort);
    case '--ctstate':
    case '--state':
      return value.split(',').some((state) => packet.states.some((held) => held === state));
    case '--ctorigdst':
      return inAny(value, packet.originalTo ?? packet.to);
    case '--ctorigdstport':
      return portIn(value, packet.originalPort ?? packet.port);
    case '--dst-type':
      return value === 'LOCAL' ? packet.toLocal : undefined;
    case '--src-type':
      return value === 'LOCAL' ? packet.fromLocal : undefined;
    case '--mark':
      return markMatches(value, packet.mark ?? 0);
    case '--src-range':
      return inRange(value, packet.from);
    case '--dst-range':
      return inRange(value, packet.to);
    case '--syn':
      return packet.protocol === 'tcp' && packet.states.includes('NEW');
    default:
      return undefined;
  }
}

const PROTOCOL_NUMBER = { icmp: '1', tcp: '6', udp: '17' } as const;

function inAny(ranges: string, address: string | undefined): boolean | undefined {
  const prefixes = ranges.split(',').map(parsePrefix);
  if (address === undefined) return prefixes.some((prefix) => prefix?.length === 0) ? true : undefined;
  if (prefixes.includes(undefined)) return undefined;
  return prefixes.some((prefix) => prefix !== undefined && addressIn(address, prefix));
}

function deviceMatches(pattern: string, device: string | undefined): boolean {
  if (device === undefined) return false;
  return pattern.endsWith('+') ? device.startsWith(pattern.slice(0, -1)) : device === pattern;
}

/** `80`, `8000:8010`, `80,443`, `1024:` */
function portIn(list: string, port: number | undefined): boolean {
  if (port === undefined) return false;
  return list.split(',').some((item) => {
    const [first = '', last = first] = item.split(':');
    return port >= Number(first || 0) && port <= Number(last || 65_535);
  });
}

function markMatches(text: string, mark: number): boolean {
  const [value = 0, mask = 0xffffffff] = text.split('/').map(Number);
  return (mark & mask) >>> 0 === value >>> 0;
}

function inRange(text: string, address: string | undefined): boolean | undefined {
  if (address === undefined) return undefined;
  const [first, last, asked] = [...text.split('-'), address].map(parsePrefix);
  if (first === undefined || last === undefined || asked === undefined) return undefined;
  return asked.family === first.family && asked.network >= first.network && asked.network <= last.network;
}
