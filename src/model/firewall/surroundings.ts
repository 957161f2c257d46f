import type { FirewallPacket } from './packet.ts';

/** What rules ask beyond the packet: routes, addresses, sets. Undefined where it is not known. */
export interface Surroundings {
  /** How the host's local table takes an address: its own, a broadcast, or (where the table has nothing) unicast. */
  addressType(address: string): AddressType | undefined;
  /** The address that the host would put on packets by this device. */
  deviceAddress(device: string, family: 4 | 6): string | undefined;
  /** The device that an answer to the packet's sender would leave by; `none` where no route leads there. */
  wayBack(
    packet: FirewallPacket,
    options: { readonly mark: boolean },
  ): { readonly device: string } | 'none' | undefined;
  ipset(name: string): IpSetLookup | undefined;
}

export interface AddressType {
  readonly type: string;
  /** Of a local address or a broadcast. */
  readonly device?: string;
}

/** Whether the set holds the packet's fields in these directions (`src`, `dst`, in the order of the set's own fields). */
export type IpSetLookup = (packet: FirewallPacket, directions: readonly string[]) => boolean | undefined;

/** Nothing is known beyond the packet itself. */
export const NO_SURROUNDINGS: Surroundings = {
  addressType: () => undefined,
  deviceAddress: () => undefined,
  wayBack: () => undefined,
  ipset: () => undefined,
};

/** Multicast and the broadcast to everybody are told by the address alone; the packet itself may say that it is local. */
export function typeOf(address: string, local: boolean, around: Surroundings): AddressType | undefined {
  if (/^(22[4-9]|23\d)\./.test(address) || /^ff/i.test(address)) return { type: 'multicast' };
  if (address === '255.255.255.255' || address.startsWith('0.')) return { type: 'broadcast' };
  const found = around.addressType(address);
  if (found !== undefined) return found;
  return local ? { type: 'local' } : undefined;
}

/** How the link brought it, which follows from the address it is for; `host` is to this machine alone, or from it. */
export function linkTypeOf(
  { to, iif, toLocal }: FirewallPacket,
  around: Surroundings,
): 'host' | 'broadcast' | 'multicast' {
  const type = iif === undefined ? 'host' : typeOf(to, toLocal, around)?.type;
  return type === 'broadcast' || type === 'multicast' ? type : 'host';
}
