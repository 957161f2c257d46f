import { parsePrefix } from '../prefix.ts';

/** An address as a number: a plain one for IPv4, because thousands of rules compare them, a bigint for IPv6. */
export type AddressNumber = number | bigint;

export function addressNumber(text: string): AddressNumber | undefined {
  const prefix = parsePrefix(text);
  if (prefix === undefined) return undefined;
  return prefix.family === 4 ? Number(prefix.network) : prefix.network;
}

/** Both ends included. */
export interface AddressRange {
  readonly first: AddressNumber;
  readonly last: AddressNumber;
}

export function inRange({ first, last }: AddressRange, address: AddressNumber): boolean {
  return typeof address === typeof first && address >= first && address <= last;
}

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9`, and the same of IPv6. */
export function parseRange(text: string): AddressRange | undefined {
  const [one = '', other] = text.split('-');
  if (other !== undefined) {
    const first = addressNumber(one);
    const last = addressNumber(other);
    return first === undefined || last === undefined ? undefined : { first, last };
  }
  const prefix = parsePrefix(text);
  if (prefix === undefined) return undefined;
  const width = prefix.family === 4 ? 32 : 128;
  const last = prefix.network + (1n << BigInt(width - prefix.length)) - 1n;
  return prefix.family === 4
    ? { first: Number(prefix.network), last: Number(last) }
    : { first: prefix.network, last };
}

/** A test of an address against what `-s` and `-d` take, a mask without gaps or with; undefined for what is not read. */
export function masked(text: string): ((address: AddressNumber) => boolean) | undefined {
  const range = parseRange(text);
  if (range !== undefined) {
    const { first, last } = range;
    return (address) => address >= first && address <= last;
  }
  const [network = '', mask = ''] = text.split('/');
  const value = addressNumber(network);
  const bits = addressNumber(mask);
  if (typeof value === 'number' && typeof bits === 'number') {
    const wanted = (value & bits) >>> 0;
    return (address) => typeof address === 'number' && (address & bits) >>> 0 === wanted;
  }
  if (typeof value === 'bigint' && typeof bits === 'bigint') {
    const wanted = value & bits;
    return (address) => typeof address === 'bigint' && (address & bits) === wanted;
  }
  return undefined;
}
