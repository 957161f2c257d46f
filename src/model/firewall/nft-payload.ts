import {
  ABSENT,
  address,
  integer,
  notKnown,
  numberField,
  protocolField,
  type NftField,
  type ReadField,
} from './nft-field.ts';
import type { Seen } from './packet.ts';
import { hasPorts } from './ports.ts';
import { protocolOf } from './protocols.ts';
import { firstFlags } from './tcp-flags.ts';

/** A field of the packet's own headers: `ip saddr`, `tcp dport`, `icmp type`. */
export function payload(protocol: string, field: string): ReadField {
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
  const read = (text: string) => names[text] ?? integer(text);
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
