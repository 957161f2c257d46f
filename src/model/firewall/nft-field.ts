import { addressNumber } from './address-number.ts';
import type { Seen } from './packet.ts';
import { protocolOf } from './protocols.ts';

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

export const ABSENT: NftField = { kind: 'absent' };
export const notKnown: ReadField = () => undefined;

export function address(value: number | bigint | undefined): NftField | undefined {
  return value === undefined ? undefined : { kind: 'number', value, read: addressNumber };
}

export function numberField(value: number): NftField {
  return { kind: 'number', value, read: integer };
}

/** `443`, and `0x1bb` as marks are printed. */
export function integer(text: string): number | undefined {
  return /^(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : undefined;
}

export function protocolField(value: number): NftField {
  return { kind: 'number', value, read: protocolOf };
}
