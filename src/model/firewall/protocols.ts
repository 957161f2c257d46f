import type { Test } from './program.ts';

/** What iptables and nft print for a protocol, and its number. */
const NUMBERS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  'ipv6-crypt': 50,
  ah: 51,
  'ipv6-auth': 51,
  'ipv6-icmp': 58,
  icmpv6: 58,
  ospf: 89,
  ipip: 94,
  sctp: 132,
  udplite: 136,
};

/** Undefined for a name that is not among them: `/etc/protocols` has a hundred. */
export function protocolOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : NUMBERS[text.toLowerCase()];
}

/** `-p tcp`, `-p 6`, `-p all`. */
export function protocolTest(text: string): Test {
  if (text === 'all' || text === '0') return () => true;
  const number = protocolOf(text);
  // Whatever it is, the packets that are asked about are none of it.
  if (number === undefined) return () => false;
  return (packet) => packet.protocol === number;
}
