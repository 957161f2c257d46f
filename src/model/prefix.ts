import ipaddr from 'ipaddr.js';

/** An address range: `192.168.0.0/24`. A single address is a prefix of full length. */
export interface Prefix {
  readonly family: 4 | 6;
  /** The network address, host bits cleared. */
  readonly network: bigint;
  readonly length: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;

/** Reads `a.b.c.d`, `a.b.c.d/n`, `x::y`, `x::y/n`; host bits are cleared. Undefined for anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const [address = '', lengthText] = text.split('/');
  if (
    !ipaddr.isValid(address) ||
    (address.includes('.') && !ipaddr.IPv4.isValidFourPartDecimal(address) && !address.includes(':'))
  ) {
    return undefined;
  }
  const bytes = ipaddr.parse(address).toByteArray();
  const family = bytes.length === 4 ? 4 : 6;
  const length = lengthText === undefined ? WIDTH[family] : Number(lengthText);
  if (!Number.isInteger(length) || length < 0 || length > WIDTH[family]) return undefined;
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { family, network: value & mask(family, length), length };
}

export function formatPrefix(prefix: Prefix): string {
  const bytes = Array.from(
    { length: WIDTH[prefix.family] / 8 },
    (_, index, total = WIDTH[prefix.family] / 8) =>
      Number((prefix.network >> BigInt(8 * (total - 1 - index))) & 0xffn),
  );
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix.length}`;
}

export function contains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    (inner.network & mask(outer.family, outer.length)) === outer.network
  );
}

export function overlaps(one: Prefix, other: Prefix): boolean {
  return contains(one, other) || contains(other, one);
}

export function samePrefix(one: Prefix, other: Prefix): boolean {
  return one.family === other.family && one.length === other.length && one.network === other.network;
}

/** The last address of the range: the broadcast address of an IPv4 subnet. */
export function lastAddress(prefix: Prefix): Prefix {
  const width = WIDTH[prefix.family];
  return {
    family: prefix.family,
    network: prefix.network | (full(prefix.family) >> BigInt(prefix.length)),
    length: width,
  };
}

/** The nth address of the range, 0 being the network address. */
export function nthAddress(prefix: Prefix, n: number): Prefix {
  return { family: prefix.family, network: prefix.network + BigInt(n), length: WIDTH[prefix.family] };
}

export function formatAddress(prefix: Prefix): string {
  return formatPrefix(prefix).split('/')[0] ?? '';
}

export function addressIn(address: string, range: Prefix): boolean {
  const parsed = parsePrefix(address);
  return parsed !== undefined && contains(range, parsed);
}

function full(family: 4 | 6): bigint {
  return (1n << BigInt(WIDTH[family])) - 1n;
}

function mask(family: 4 | 6, length: number): bigint {
  return full(family) ^ (full(family) >> BigInt(length));
}
