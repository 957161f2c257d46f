import { addressNumber, type AddressNumber } from './address-number.ts';

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
  readonly states: readonly FirewallState[];
  /** Where it was sent to before a DNAT. */
  readonly originalTo?: string;
  readonly originalPort?: number;
  /** Of an answer: who opened the connection, and from which port; of other packets the sender before a SNAT. */
  readonly originalFrom?: string;
  readonly originalSourcePort?: number;
  /** An answer goes in the reply direction; `original` where absent. */
  readonly direction?: 'original' | 'reply';
  /** Whether `to` is an address of the host. */
  readonly toLocal: boolean;
  readonly fromLocal: boolean;
  readonly mark?: number;
  /** The connection's mark; a new connection has none, of an old one it is not known where absent. */
  readonly connmark?: number;
  /** Who sends it, of the host's own packets. */
  readonly uid?: number;
  readonly gid?: number;
  /** Ports of the bridge, where bridged packets are shown to iptables. */
  readonly bridgePortIn?: string;
  readonly bridgePortOut?: string;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  /** Lower case: `syn`, `ack`. Where absent, the first packet of a connection is a SYN and others are not known. */
  readonly tcpFlags?: readonly string[];
}

/** DNAT and SNAT are no states of their own: the connection's addresses are translated. */
export type FirewallState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED' | 'DNAT' | 'SNAT';

/** A packet on its way, with its addresses as numbers. */
export interface Seen {
  readonly packet: FirewallPacket;
  readonly family: 4 | 6;
  /** IANA's number of the protocol. */
  readonly protocol: number;
  readonly from: AddressNumber | undefined;
  readonly to: AddressNumber;
  /** Connection tracking has seen it: from priority -200 on. */
  readonly tracked: boolean;
}

export function seen(packet: FirewallPacket, tracked = true): Seen | undefined {
  const to = addressNumber(packet.to);
  if (to === undefined) return undefined;
  const family = typeof to === 'number' ? 4 : 6;
  const from = packet.from === undefined ? undefined : addressNumber(packet.from);
  return { packet, family, protocol: protocolNumber(packet.protocol, family), from, to, tracked };
}

/** The same packet after something of it was changed. */
export function changed(one: Seen, change: Partial<FirewallPacket>): Seen {
  const packet = { ...one.packet, ...change };
  return seen(packet, one.tracked) ?? { ...one, packet };
}

export function isUntracked({ packet }: Seen): boolean {
  return packet.states.includes('UNTRACKED');
}

function protocolNumber(protocol: FirewallPacket['protocol'], family: 4 | 6): number {
  switch (protocol) {
    case 'tcp':
      return 6;
    case 'udp':
      return 17;
    case 'icmp':
      return family === 4 ? 1 : 58;
  }
  return protocol satisfies never;
}
