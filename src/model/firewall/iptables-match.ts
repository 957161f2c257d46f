import type { FirewallMatch } from '../../facts/firewall.ts';
import { masked, parseRange } from './address-number.ts';
import { stateTest } from './conntrack-match.ts';
import { maskedNumberTest } from './marks.ts';
import { isUntracked, type Seen } from './packet.ts';
import { hasPorts, portTest } from './ports.ts';
import type { Test } from './program.ts';
import { protocolTest } from './protocols.ts';
import { linkTypeOf, typeOf, type Surroundings } from './surroundings.ts';
import { tcpFlagsTest } from './tcp-flags.ts';

/** `always`: it says nothing about the packet (part of another option). `all` are the matches of its rule. */
export function matchTest(
  match: FirewallMatch,
  all: readonly FirewallMatch[],
  around: Surroundings,
): Test | 'always' {
  if (match.option === '--state') return stateTest(match);
  if (isPartOfAnother(match)) return 'always';
  if (match.module !== undefined && EXTENSION_HEADERS.has(match.module)) return () => false;
  const bare = bareTest(match, all, around);
  // A packet without a connection has no mark of one, whatever is asked of it.
  if (match.module === 'connmark') {
    return (packet) => {
      if (!packet.tracked || isUntracked(packet)) return false;
      const held = bare(packet);
      return held === undefined ? undefined : held !== match.negated;
    };
  }
  if (!match.negated) return bare;
  return (packet) => {
    const held = bare(packet);
    return held === undefined ? undefined : !held;
  };
}

/** Of IPv6: they hold where there is such a header, negated options too; traced packets have none. */
const EXTENSION_HEADERS: ReadonlySet<string> = new Set(['rt', 'frag', 'hbh', 'dst', 'mh', 'srh']);

/** Options that change what another option of the same module means. */
function isPartOfAnother({ option }: FirewallMatch): boolean {
  return option === '--limit-iface-in' || option === '--limit-iface-out';
}

function bareTest(match: FirewallMatch, all: readonly FirewallMatch[], around: Surroundings): Test {
  const [value = '', second] = match.args;
  switch (match.option) {
    case '-s':
      return senderTest(masked(value), /\/0(\.0\.0\.0)?$/.test(value));
    case '-d':
      return receiverTest(masked(value));
    case '--src-range':
      return senderTest(rangeTest(value), false);
    case '--dst-range':
      return receiverTest(rangeTest(value));
    case '-i':
      return deviceTest(value, ({ packet }) => packet.iif);
    case '-o':
      return deviceTest(value, ({ packet }) => packet.oif);
    case '-p':
      return protocolTest(value);
    // Only later fragments match: a packet is traced before it is cut, and connection tracking puts them together.
    case '-f':
      return () => false;
    case '--dport':
    case '--dports':
    case '--destination-port':
    case '--destination-ports':
      return portsTest(value, [({ port }) => port]);
    case '--sport':
    case '--sports':
    case '--source-port':
    case '--source-ports':
      return portsTest(value, [({ sourcePort }) => sourcePort]);
    case '--ports':
      return portsTest(value, [({ sourcePort }) => sourcePort, ({ port }) => port]);
    case '--dst-type':
    case '--src-type':
      return typeTest(match, all, around);
    case '--mark':
      return match.module === 'connmark'
        ? maskedNumberTest(value, connmarkOf)
        : maskedNumberTest(value, ({ packet }) => packet.mark ?? 0);
    case '--syn':
      return tcpFlagsTest(['fin', 'syn', 'rst', 'ack'], ['syn']);
    case '--tcp-flags':
      return tcpFlagsTest(flagList(value), flagList(second ?? ''));
    case '--pkt-type':
      return ({ packet }) => linkTypeOf(packet, around) === (value === 'unicast' ? 'host' : value);
    case '--icmp-type':
    case '--icmpv6-type':
      return icmpTest(value);
    case '--match-set':
      return setTest(match, all, around);
    case '--uid-owner':
      return ownerTest(value, ({ uid }) => uid);
    case '--gid-owner':
      return ownerTest(value, ({ gid }) => gid);
    case '--socket-exists':
      return ({ packet }) => (packet.iif === undefined ? undefined : false);
    case '--physdev-is-bridged':
      return ({ packet }) => packet.bridgePortIn !== undefined && packet.bridgePortOut !== undefined;
    case '--physdev-is-in':
      return bridgePortTest('+', ({ packet }) => packet.bridgePortIn);
    case '--physdev-is-out':
      return bridgePortTest('+', ({ packet }) => packet.bridgePortOut);
    case '--physdev-in':
      return bridgePortTest(value, ({ packet }) => packet.bridgePortIn);
    case '--physdev-out':
      return bridgePortTest(value, ({ packet }) => packet.bridgePortOut);
    case '--invert':
    case '-m':
      return match.module === 'rpfilter'
        ? reversePathTest(match.option === '--invert', all, around)
        : () => undefined;
    default:
      return () => undefined;
  }
}

type AddressTest = ReturnType<typeof masked>;

function senderTest(holds: AddressTest, everybody: boolean): Test {
  if (holds === undefined) return () => undefined;
  return ({ from }) => (from === undefined ? everybody || undefined : holds(from));
}

function receiverTest(holds: AddressTest): Test {
  return holds === undefined ? () => undefined : ({ to }) => holds(to);
}

function rangeTest(text: string): AddressTest {
  const range = parseRange(text);
  return range && ((address) => address >= range.first && address <= range.last);
}

function deviceTest(pattern: string, of: (packet: Seen) => string | undefined): Test {
  if (!pattern.endsWith('+')) return (packet) => of(packet) === pattern;
  const start = pattern.slice(0, -1);
  // Without a device the kernel compares with an empty name.
  return (packet) => (of(packet) ?? '').startsWith(start);
}

function portsTest(text: string, of: readonly ((packet: Seen['packet']) => number | undefined)[]): Test {
  const holds = portTest(text);
  return ({ packet, protocol }) => {
    if (!hasPorts(protocol)) return false;
    const ports = of.map((one) => one(packet));
    if (ports.some((port) => port !== undefined && holds(port))) return true;
    return ports.includes(undefined) ? undefined : false;
  };
}

function connmarkOf({ packet, tracked }: Seen): number | undefined {
  if (packet.connmark !== undefined) return packet.connmark;
  return tracked && packet.states.includes('NEW') ? 0 : undefined;
}

function typeTest(
  { option, args }: FirewallMatch,
  all: readonly FirewallMatch[],
  around: Surroundings,
): Test {
  const wanted = (args[0] ?? '').toLowerCase().split(',');
  const limit = all.find((other) => other.option.startsWith('--limit-iface'))?.option;
  return (packet) => {
    const { from, to, fromLocal, toLocal, iif, oif } = packet.packet;
    const address = option === '--dst-type' ? to : from;
    if (address === undefined) return undefined;
    const found = typeOf(address, option === '--dst-type' ? toLocal : fromLocal, around);
    if (found === undefined) return withoutTable(wanted, option === '--dst-type' ? toLocal : fromLocal);
    const device = limit === '--limit-iface-in' ? iif : oif;
    const elsewhere = limit !== undefined && found.device !== undefined && found.device !== device;
    return typeHolds(wanted, elsewhere ? 'unicast' : found.type, packet.family);
  };
}

/** Where the local table is not known, an address that is not the host's own may still be a broadcast. */
function withoutTable(wanted: readonly string[], local: boolean): boolean | undefined {
  if (local) return wanted.includes('local');
  return wanted.every((type) => type === 'local') ? false : undefined;
}

/** For IPv6 every address but multicast is unicast, the host's own ones too. */
function typeHolds(wanted: readonly string[], type: string, family: 4 | 6): boolean | undefined {
  if (wanted.includes(type)) return true;
  if (family === 4) return false;
  const unicast = type !== 'multicast' && wanted.includes('unicast');
  if (unicast) return true;
  return wanted.some((one) => ['unreachable', 'prohibit', 'blackhole', 'anycast'].includes(one))
    ? undefined
    : false;
}

function flagList(text: string): readonly string[] {
  if (text === 'NONE') return [];
  if (text === 'ALL') return ['fin', 'syn', 'rst', 'psh', 'ack', 'urg'];
  return text.toLowerCase().split(',');
}

/** `8`, `8/0`, `any`, and names of `iptables -S`. */
function icmpTest(text: string): Test {
  if (text === 'any' || text === '255') return ({ protocol }) => protocol === 1 || protocol === 58;
  const [type, code] = text.split('/');
  if (type === undefined || !/^\d+$/.test(type)) return () => undefined;
  return ({ packet }) => {
    if (packet.icmpType === undefined) return undefined;
    if (packet.icmpType !== Number(type)) return false;
    if (code === undefined) return true;
    return packet.icmpCode === undefined ? undefined : packet.icmpCode === Number(code);
  };
}

function setTest({ args }: FirewallMatch, all: readonly FirewallMatch[], around: Surroundings): Test {
  const [name = '', directions = ''] = args;
  // Counters of elements are not read.
  const beyond = all.some(({ option }) => /^--(packets|bytes)-/.test(option));
  const lookUp = around.ipset(name);
  if (lookUp === undefined || beyond) return () => undefined;
  const fields = directions.split(',');
  return ({ packet }) => lookUp(packet, fields);
}

/** Forwarded packets have no owner on this host. */
function ownerTest(text: string, of: (packet: Seen['packet']) => number | undefined): Test {
  const [first = '', last = first] = text.split('-');
  return ({ packet }) => {
    if (packet.iif !== undefined) return false;
    const owner = of(packet);
    if (owner === undefined || !/^\d+$/.test(first)) return undefined;
    return owner >= Number(first) && owner <= Number(last);
  };
}

/** A packet without a bridge's port is routed; the port that a routed packet came in by may still be known to the kernel. */
function bridgePortTest(pattern: string, of: (packet: Seen) => string | undefined): Test {
  const holds = deviceTest(pattern, of);
  return (packet) => {
    if (of(packet) !== undefined) return holds(packet);
    return packet.packet.iif === undefined ? false : undefined;
  };
}

/** `-m rpfilter [--loose] [--validmark] [--accept-local] [--invert]`: holds where an answer would leave by the same device. */
function reversePathTest(invert: boolean, all: readonly FirewallMatch[], around: Surroundings): Test {
  const options = new Set(all.filter(({ module }) => module === 'rpfilter').map(({ option }) => option));
  if (options.has('--loose') || options.has('--accept-local')) return () => undefined;
  return ({ packet }) => {
    const back = around.wayBack(packet, { mark: options.has('--validmark') });
    if (back === undefined) return undefined;
    return (back !== 'none' && back.device === packet.iif) !== invert;
  };
}
