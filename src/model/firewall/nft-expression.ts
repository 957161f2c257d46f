import { addressNumber } from './address-number.ts';
import { statesOf, statusTest } from './conntrack-match.ts';
import { connmarkOf } from './iptables-target.ts';
import type { Seen } from './packet.ts';
import { fieldsOf, kindOf, listOf, textOf } from './nft-value.ts';
import { hasPorts } from './ports.ts';
import { protocolOf } from './protocols.ts';
import { firstFlags } from './tcp-flags.ts';
import { linkTypeOf, typeOf, type Surroundings } from './surroundings.ts';

/**
 * What the left side of a match says of a packet. `absent`: the packet has no such field (a port of an ICMP packet, an IPv4
 * address of an IPv6 packet), so that the rule does not hold whatever it compares with. Undefined: not known.
 */
export type NftField =
  | { readonly kind: 'absent' }
  /** Compared as number: addresses, ports, marks, protocols, types. */
  | {
      readonly kind: 'number';
      readonly value: number | bigint;
      readonly read: (text: string) => number | bigint | undefined;
    }
  /** Compared as word; a device's name may be met by a pattern. */
  | { readonly kind: 'word'; readonly value: string; readonly pattern?: boolean }
  /** Several bits, of which a match may ask for some: `ct state`. Bits whose setting is not known answer undefined. */
  | {
      readonly kind: 'bits';
      readonly has: (bit: string) => boolean | undefined;
      /** Without them it is not known whether there are others beside. */
      readonly all?: readonly string[];
    }
  | { readonly kind: 'concat'; readonly parts: readonly (NftField | undefined)[] };

export type ReadField = (packet: Seen) => NftField | undefined;

const ABSENT: NftField = { kind: 'absent' };
const notKnown: ReadField = () => undefined;

export function nftField(expression: unknown, around: Surroundings): ReadField {
  const [kind, content] = kindOf(expression);
  const fields = fieldsOf(content);
  const key = textOf(fields['key']);
  switch (kind) {
    case 'payload':
      return payload(textOf(fields['protocol']), textOf(fields['field']));
    case 'meta':
      return meta(key === '' ? textOf(content) : key, around);
    case 'ct':
      return conntrack(key === '' ? textOf(content) : key, textOf(fields['dir']));
    case 'fib':
      return fib(
        textOf(fields['result']),
        (listOf(fields['flags']) ?? [fields['flags']]).map(textOf),
        around,
      );
    // Traced packets have no extension headers: a test for their presence says so, any other breaks off.
    case 'exthdr':
      return () => (fields['field'] === undefined ? { kind: 'word', value: '' } : ABSENT);
    case 'concat': {
      const parts = (listOf(content) ?? []).map((part) => nftField(part, around));
      return (packet) => ({ kind: 'concat', parts: parts.map((part) => part(packet)) });
    }
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return arithmetic(kind, listOf(content) ?? [], around);
    default:
      return notKnown;
  }
}

function payload(protocol: string, field: string): ReadField {
  switch (`${protocol} ${field}`) {
    case 'ip saddr':
      return ({ family, from }) => (family === 4 ? address(from) : ABSENT);
    case 'ip daddr':
      return ({ family, to }) => (family === 4 ? address(to) : ABSENT);
    case 'ip6 saddr':
      return ({ family, from }) => (family === 6 ? address(from) : ABSENT);
    case 'ip6 daddr':
      return ({ family, to }) => (family === 6 ? address(to) : ABSENT);
    case 'ip protocol':
      return ({ family, protocol: number }) => (family === 4 ? protocolField(number) : ABSENT);
    case 'ip6 nexthdr':
      return ({ family, protocol: number }) => (family === 6 ? protocolField(number) : ABSENT);
    case 'ip version':
      return ({ family }) => numberField(family);
    case 'tcp flags':
      return (packet) => (packet.protocol === 6 ? tcpFlags(packet) : ABSENT);
    case 'icmp type':
    case 'icmpv6 type':
      return icmp(protocol, ({ packet }) => packet.icmpType, ICMP_TYPES[protocol] ?? {});
    case 'icmp code':
    case 'icmpv6 code':
      return icmp(protocol, ({ packet }) => packet.icmpCode, {});
    default: {
      const wanted = protocol === 'th' ? undefined : protocolOf(protocol);
      if (protocol !== 'th' && wanted === undefined) return notKnown;
      if (field !== 'dport' && field !== 'sport') {
        return (packet) => (wanted !== undefined && packet.protocol !== wanted ? ABSENT : undefined);
      }
      return (packet) => {
        if (wanted === undefined ? !hasPorts(packet.protocol) : packet.protocol !== wanted) return ABSENT;
        const port = field === 'dport' ? packet.packet.port : packet.packet.sourcePort;
        return port === undefined ? undefined : numberField(port);
      };
    }
  }
}

function meta(key: string, around: Surroundings): ReadField {
  switch (key) {
    case 'iifname':
    case 'iif':
      return ({ packet }) => ({ kind: 'word', value: packet.iif ?? '', pattern: key === 'iifname' });
    case 'oifname':
    case 'oif':
      return ({ packet }) => ({ kind: 'word', value: packet.oif ?? '', pattern: key === 'oifname' });
    case 'l4proto':
      return ({ protocol }) => protocolField(protocol);
    case 'nfproto':
      return ({ family }) => ({ kind: 'word', value: family === 4 ? 'ipv4' : 'ipv6' });
    case 'protocol':
      return ({ family }) => ({ kind: 'word', value: family === 4 ? 'ip' : 'ip6' });
    case 'mark':
      return ({ packet }) => numberField(packet.mark ?? 0);
    case 'pkttype':
      return ({ packet }) => ({ kind: 'word', value: linkTypeOf(packet, around) });
    case 'skuid':
    case 'skgid':
      return ({ packet }) => {
        if (packet.iif !== undefined) return ABSENT;
        const owner = key === 'skuid' ? packet.uid : packet.gid;
        return owner === undefined ? undefined : numberField(owner);
      };
    default:
      return notKnown;
  }
}

function conntrack(key: string, direction: string): ReadField {
  switch (key) {
    case 'state':
      return (packet) => ({
        kind: 'bits',
        has: (bit) => statesOf(packet).includes(bit.toUpperCase()),
        all: CT_STATES,
      });
    case 'status':
      return ofTracked((packet) => ({
        kind: 'bits',
        has: (bit) => statusTest(packet, [STATUS[bit] ?? bit.toUpperCase()]),
      }));
    case 'mark':
      return ofTracked((packet) => {
        const mark = connmarkOf(packet);
        return mark === undefined ? undefined : numberField(mark);
      });
    case 'direction':
      return ofTracked(({ packet }) => ({ kind: 'word', value: packet.direction ?? 'original' }));
    case 'protocol':
      return ofTracked(({ protocol }) => protocolField(protocol));
    case 'l3proto':
      return ofTracked(({ family }) => ({ kind: 'word', value: family === 4 ? 'ipv4' : 'ipv6' }));
    default:
      return direction === 'original' ? originalOf(key) : notKnown;
  }
}

const CT_STATES = ['new', 'established', 'related', 'invalid', 'untracked'];
const STATUS: Readonly<Record<string, string>> = { 'seen-reply': 'SEEN_REPLY' };

function ofTracked(read: ReadField): ReadField {
  return (packet) => (packet.tracked && !packet.packet.states.includes('UNTRACKED') ? read(packet) : ABSENT);
}

function originalOf(key: string): ReadField {
  const [end, proto] = [/(saddr|daddr)$/.exec(key)?.[1], /^proto-(src|dst)$/.exec(key)?.[1]];
  return ofTracked(({ packet, family }) => {
    const reply = packet.direction === 'reply';
    if (end !== undefined) {
      if ((key.startsWith('ip6') && family === 4) || (key.startsWith('ip ') && family === 6)) return ABSENT;
      const found =
        end === 'daddr'
          ? (packet.originalTo ?? (reply ? undefined : packet.to))
          : (packet.originalFrom ?? (reply ? undefined : packet.from));
      return found === undefined ? undefined : address(addressNumber(found));
    }
    if (proto === undefined) return undefined;
    const port =
      proto === 'dst'
        ? (packet.originalPort ?? (reply ? undefined : packet.port))
        : (packet.originalSourcePort ?? (reply ? undefined : packet.sourcePort));
    return port === undefined ? undefined : numberField(port);
  });
}

function fib(result: string, flags: readonly string[], around: Surroundings): ReadField {
  const sender = flags.includes('saddr');
  if (result === 'type') {
    return ({ packet }) => {
      const asked = sender ? packet.from : packet.to;
      if (asked === undefined) return undefined;
      const found = typeOf(asked, sender ? packet.fromLocal : packet.toLocal, around);
      if (found === undefined) return undefined;
      const device = flags.includes('iif') ? packet.iif : flags.includes('oif') ? packet.oif : undefined;
      const elsewhere = device !== undefined && found.device !== undefined && found.device !== device;
      return { kind: 'word', value: elsewhere ? 'unicast' : found.type };
    };
  }
  if ((result === 'oif' || result === 'oifname') && sender && flags.includes('iif')) {
    return ({ packet }) => {
      const back = around.wayBack(packet, { mark: flags.includes('mark') });
      if (back === undefined) return undefined;
      return { kind: 'word', value: back !== 'none' && back.device === packet.iif ? back.device : '' };
    };
  }
  return notKnown;
}

function arithmetic(operator: string, operands: readonly unknown[], around: Surroundings): ReadField {
  const [left, ...rest] = operands;
  const read = nftField(left, around);
  const others = rest.map((operand) => nftOperand(operand, around));
  return (packet) => {
    const field = read(packet);
    if (field === undefined || field.kind === 'absent') return field;
    if (field.kind === 'bits') return operator === '&' ? bitsOf(field, rest[0]) : undefined;
    if (field.kind !== 'number') return undefined;
    let value: number | bigint | undefined = field.value;
    for (const other of others) value = combined(operator, value, other(packet, field.read));
    return value === undefined ? undefined : { ...field, value };
  };
}

/** `tcp flags & (syn|ack)`: the other bits are as if they were not set. */
function bitsOf(field: NftField & { kind: 'bits' }, mask: unknown): NftField {
  const kept = bitNames(mask);
  return { ...field, has: (bit) => (kept.includes(bit) ? field.has(bit) : false) };
}

/** `syn`, `["fin", "syn"]`, `{"|": ["fin", "syn"]}` as libnftables before and after 1.0.3 prints it. */
export function bitNames(value: unknown): readonly string[] {
  const [kind, content] = kindOf(value);
  const list = kind === '|' ? listOf(content) : listOf(value);
  return list === undefined ? [textOf(value)] : list.flatMap((one) => bitNames(one));
}

/** A number on the right of an operator: a constant, or a field of its own. */
export function nftOperand(
  value: unknown,
  around: Surroundings,
): (packet: Seen, read: (text: string) => number | bigint | undefined) => number | bigint | undefined {
  if (typeof value === 'number') return () => value;
  if (typeof value === 'string') return (_packet, read) => read(value);
  const field = nftField(value, around);
  return (packet) => {
    const found = field(packet);
    return found?.kind === 'number' ? found.value : undefined;
  };
}

function combined(
  operator: string,
  one: number | bigint | undefined,
  other: number | bigint | undefined,
): number | bigint | undefined {
  if (one === undefined || other === undefined) return undefined;
  const [a, b] = [BigInt(one), BigInt(other)];
  const result =
    operator === '&'
      ? a & b
      : operator === '|'
        ? a | b
        : operator === '^'
          ? a ^ b
          : operator === '<<'
            ? a << b
            : a >> b;
  return typeof one === 'bigint' ? result : Number(BigInt.asUintN(32, result));
}

function address(value: number | bigint | undefined): NftField | undefined {
  return value === undefined ? undefined : { kind: 'number', value, read: addressNumber };
}

function numberField(value: number): NftField {
  return { kind: 'number', value, read: decimal };
}

function decimal(text: string): number | undefined {
  return /^(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined;
}

function protocolField(value: number): NftField {
  return { kind: 'number', value, read: protocolOf };
}

function tcpFlags({ packet }: Seen): NftField {
  const flags = packet.tcpFlags ?? firstFlags(packet.states, packet.direction);
  return { kind: 'bits', has: (bit) => flags?.includes(bit), all: TCP_FLAGS };
}

const TCP_FLAGS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ecn', 'cwr'];

function icmp(
  protocol: string,
  of: (packet: Seen) => number | undefined,
  names: Readonly<Record<string, number>>,
): ReadField {
  const number = protocolOf(protocol);
  const read = (text: string) => names[text] ?? decimal(text);
  return (packet) => {
    if (packet.protocol !== number) return ABSENT;
    const value = of(packet);
    return value === undefined ? undefined : { kind: 'number', value, read };
  };
}

const ICMP_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  icmp: {
    'echo-reply': 0,
    'destination-unreachable': 3,
    'source-quench': 4,
    redirect: 5,
    'echo-request': 8,
    'router-advertisement': 9,
    'router-solicitation': 10,
    'time-exceeded': 11,
    'parameter-problem': 12,
    'timestamp-request': 13,
    'timestamp-reply': 14,
  },
  icmpv6: {
    'destination-unreachable': 1,
    'packet-too-big': 2,
    'time-exceeded': 3,
    'parameter-problem': 4,
    'echo-request': 128,
    'echo-reply': 129,
    'mld-listener-query': 130,
    'mld-listener-report': 131,
    'mld-listener-done': 132,
    'nd-router-solicit': 133,
    'nd-router-advert': 134,
    'nd-neighbor-solicit': 135,
    'nd-neighbor-advert': 136,
    'nd-redirect': 137,
    'mld2-listener-report': 143,
  },
};
