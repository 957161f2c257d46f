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
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const family = address.includes(':') ? 6 : 4;
  const value = family === 4 ? parseFour(address) : parseSix(address);
  const length = slash < 0 ? WIDTH[family] : Number(text.slice(slash + 1) || Number.NaN);
  if (value === undefined || !Number.isInteger(length) || length < 0 || length > WIDTH[family])
    return undefined;
  return { family, network: value & mask(family, length), length };
}

/** Route tables hold thousands of these, so it is read without a library. */
function parseFour(address: string): bigint | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (match === null) return undefined;
  const [, a, b, c, d] = match.map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  if (a > 255 || b > 255 || c > 255 || d > 255) return undefined;
  return BigInt(a * 0x1000000 + b * 0x10000 + c * 0x100 + d);
}

function parseSix(address: string): bigint | undefined {
  if (!ipaddr.IPv6.isValid(address)) return undefined;
  return ipaddr.IPv6.parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
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
    network: prefix.network | (FULL[prefix.family] >> BigInt(prefix.length)),
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

const FULL = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;

/** By length, made once: every look at every pair of networks needs two. */
const MASKS = { 4: masks(4), 6: masks(6) } as const;

function masks(family: 4 | 6): readonly bigint[] {
  return Array.from(
    { length: WIDTH[family] + 1 },
    (_, length) => FULL[family] ^ (FULL[family] >> BigInt(length)),
  );
}

function mask(family: 4 | 6, length: number): bigint {
  return MASKS[family][length] ?? 0n;
}
