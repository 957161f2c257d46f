import type { Network } from './network.ts';
import { formatAddress, nthAddress, overlaps, parsePrefix, type Prefix } from './prefix.ts';

/** Ranges that clouds keep for themselves, and link-local. */
const RESERVED = ['100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', '224.0.0.0/4', '0.0.0.0/8'];

export interface FreeSubnet {
  readonly prefix: Prefix;
  /** The bridge's own address with its length: `172.31.255.1/24`. */
  readonly bridgeAddress: string;
}

/**
 * A /24 that nothing known to this host touches: no address, no route of any table (default and half-default routes
 * aside), no network of Docker, none of the given addresses. Deterministic. Undefined where all private ranges are taken.
 */
export function suggestSubnet(network: Network, taken: readonly string[]): FreeSubnet | undefined {
  const occupied = [
    ...RESERVED,
    ...network.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    ...network.routes.map(({ destination }) => destination),
    ...network.dockerSubnets,
    ...taken,
  ]
    .map(parsePrefix)
    .filter((prefix) => prefix !== undefined && prefix.family === 4 && prefix.length > 1);
  const free = candidates().find(
    (candidate) => !occupied.some((prefix) => prefix && overlaps(prefix, candidate)),
  );
  if (free === undefined) return undefined;
  return { prefix: free, bridgeAddress: `${formatAddress(nthAddress(free, 1))}/${free.length}` };
}

/** Rarely used corners first. */
function candidates(): readonly Prefix[] {
  const texts = [
    ...descending(31, 16).map((second) => `172.${second}.255.0/24`),
    ...descending(254, 1).map((third) => `192.168.${third}.0/24`),
    ...descending(254, 1).map((second) => `10.${second}.255.0/24`),
  ];
  return texts.map(parsePrefix).filter((prefix) => prefix !== undefined);
}

function descending(from: number, to: number): readonly number[] {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index);
}
