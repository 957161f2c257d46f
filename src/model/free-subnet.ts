import { say, type Said, type Sayable } from '../text/say.ts';
import type { Network } from './network.ts';
import {
  contains,
  formatAddress,
  formatPrefix,
  lastAddress,
  nthAddress,
  overlaps,
  parsePrefix,
  samePrefix,
  type Prefix,
} from './prefix.ts';

/** Ranges that clouds keep for themselves, and link-local. */
const RESERVED = ['100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', '224.0.0.0/4', '0.0.0.0/8'];

export interface FreeSubnet {
  readonly prefix: Prefix;
  /** The bridge's own address with its length: `172.31.255.1/24`. */
  readonly bridgeAddress: string;
}

/** A range that a bridge must stay clear of. */
export interface Occupied {
  readonly prefix: Prefix;
  /** As in "… is taken by …": `the route 10.0.0.0/8 dev tun0`. */
  readonly what: Sayable;
}

/** Undefined for what is no range of IPv4, and for default and half-default routes, which lead everywhere. */
export function occupied(range: string, what: Sayable): Occupied | undefined {
  const prefix = parsePrefix(range);
  return prefix === undefined || prefix.family === 6 || prefix.length <= 1 ? undefined : { prefix, what };
}

/** What the host itself is in or has a route to, Docker's networks among it. */
export function occupiedByHost(network: Network): readonly Occupied[] {
  return [
    ...RESERVED.map((range) => occupied(range, say`the reserved range ${range}`)),
    ...network.addresses.map(({ address, prefixLength, device }) =>
      occupied(`${address}/${prefixLength}`, say`${device}'s address ${address}/${prefixLength}`),
    ),
    ...network.routes.map(({ destination, text }) => occupied(destination, say`the route "${text}"`)),
    ...network.dockerSubnets.map((subnet) => occupied(subnet, say`Docker's network ${subnet}`)),
  ].filter((one) => one !== undefined);
}

/**
 * A /24 that nothing known to this host touches: no address, no route of any table (default and half-default routes
 * aside), no network of Docker, none of the given addresses. Deterministic. Undefined where all private ranges are taken.
 */
export function suggestSubnet(network: Network, taken: readonly string[]): FreeSubnet | undefined {
  const given = taken.map((range) => occupied(range, range)).filter((one) => one !== undefined);
  return chooseSubnet([...occupiedByHost(network), ...given], 0);
}

/**
 * The same for as many containers as there are, with room for as many again: a /24, a wider range where that is too narrow, a narrower
 * one where nothing else is free.
 */
export function chooseSubnet(taken: readonly Occupied[], containers: number): FreeSubnet | undefined {
  const ranges = taken.map(({ prefix }) => prefix);
  for (const length of lengthsFor(containers)) {
    const free = corners(length).find((corner) => isClear(corner, ranges)) ?? anywhere(length, ranges);
    if (free !== undefined) return withAddress(free);
  }
  return undefined;
}

/** What stands in a range already; the widest first. */
export function takenIn(prefix: Prefix, taken: readonly Occupied[]): readonly Occupied[] {
  return taken
    .filter((one) => overlaps(one.prefix, prefix))
    .toSorted((one, other) => one.prefix.length - other.prefix.length);
}

/**
 * As somebody writes it: `172.31.255.0/24` or the bridge's own address in it, `172.31.255.1/24`. A network address becomes the first
 * address of a host. Undefined where no bridge can have it.
 */
export function subnetOf(text: string): FreeSubnet | undefined {
  const prefix = parsePrefix(text);
  const address = parsePrefix(text.split('/')[0] ?? '');
  if (prefix === undefined || address === undefined || !text.includes('/')) return undefined;
  if (prefix.family === 6 || prefix.length > 29 || prefix.length < 8) return undefined;
  const edge =
    address.network === prefix.network || samePrefix(address, lastAddress(prefix))
      ? nthAddress(prefix, 1)
      : address;
  return { prefix, bridgeAddress: `${formatAddress(edge)}/${prefix.length}` };
}

/** Addresses that are nobody's on the Internet. */
export function isPrivate(prefix: Prefix): boolean {
  return PRIVATE.some((range) => contains(range, prefix));
}

export function describeSubnet({ prefix, bridgeAddress }: FreeSubnet): Said {
  return say`${formatPrefix(prefix)} (the bridge itself has ${bridgeAddress.split('/')[0] ?? ''})`;
}

const PRIVATE = ['172.16.0.0/12', '192.168.0.0/16', '10.0.0.0/8']
  .map(parsePrefix)
  .filter((prefix) => prefix !== undefined);

const room = (length: number) => 2 ** (32 - length) - 3;

/** Of a range two addresses are no host's and one is the bridge's. */
function lengthsFor(containers: number): readonly number[] {
  const wide = descending(24, 12).find((length) => room(length) >= containers * 2) ?? 12;
  return [...new Set([wide, 25, 26, 27, 28])].filter(
    (length) => length === wide || (length > wide && room(length) >= containers),
  );
}

function withAddress(prefix: Prefix): FreeSubnet {
  return { prefix, bridgeAddress: `${formatAddress(nthAddress(prefix, 1))}/${prefix.length}` };
}

function isClear(prefix: Prefix, ranges: readonly Prefix[]): boolean {
  return !ranges.some((range) => overlaps(range, prefix));
}

/** Rarely used corners, in the order in which they are tried: the last range of its length in each. */
function corners(length: number): readonly Prefix[] {
  const texts = [
    ...descending(31, 16).map((second) => `172.${second}.255.255/${length}`),
    ...descending(254, 1).map((third) => `192.168.${third}.255/${length}`),
    ...descending(254, 1).map((second) => `10.${second}.255.255/${length}`),
  ];
  return texts.map(parsePrefix).filter((prefix) => prefix !== undefined);
}

/** The highest range of that length that is clear, by halves. */
function anywhere(length: number, ranges: readonly Prefix[]): Prefix | undefined {
  const search = (within: Prefix, near: readonly Prefix[]): Prefix | undefined => {
    const inside = near.filter((range) => overlaps(range, within));
    if (inside.some((range) => contains(range, within))) return undefined;
    if (within.length === length) return inside.length === 0 ? within : undefined;
    const half = within.length + 1;
    const lower: Prefix = { ...within, length: half };
    const upper: Prefix = { ...lower, network: within.network + (1n << BigInt(32 - half)) };
    return search(upper, inside) ?? search(lower, inside);
  };
  for (const range of PRIVATE) {
    const found = range.length <= length ? search(range, ranges) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Both ends among them, downwards. */
function descending(from: number, to: number): readonly number[] {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index);
}
