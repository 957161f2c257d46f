import type { Address } from '../../facts/addresses.ts';
import type { IpSet } from '../../facts/ipset.ts';
import type { Route } from '../../facts/routes.ts';
import type { Routing } from '../routing.ts';
import { addressNumber, inRange, parseRange, type AddressRange } from './address-number.ts';
import { ipsetLookups } from './ipsets.ts';
import type { AddressType, Surroundings } from './surroundings.ts';

/** What is known of a network namespace beside its rules; undefined is "could not be read". */
export interface HostParts {
  readonly addresses: readonly Address[] | undefined;
  /** Of both families, all tables. */
  readonly routes: readonly Route[] | undefined;
  /** By family; only made when a rule asks for the way back of a packet. */
  routing(family: 4 | 6): Routing | undefined;
  readonly ipsets: readonly IpSet[] | undefined;
}

export function hostSurroundings(parts: HostParts): Surroundings {
  const { addresses, ipsets } = parts;
  const types = new Map<string, AddressType | undefined>();
  const table = localTable(parts);
  return {
    addressType: (address) => {
      if (types.has(address)) return types.get(address);
      const found = table(address);
      types.set(address, found);
      return found;
    },
    deviceAddress: (device, family) => {
      const held = (addresses ?? []).filter((one) => one.device === device && one.family === family);
      return (held.find(({ scope, secondary }) => scope === 'global' && !secondary) ?? held[0])?.address;
    },
    wayBack: ({ from, to, mark }, options) => {
      if (from === undefined) return undefined;
      const routing = parts.routing(from.includes(':') ? 6 : 4);
      const decision = routing?.routeTo({
        to: from,
        from: to,
        ...(options.mark && mark !== undefined && { mark }),
      });
      switch (decision?.kind) {
        case 'route':
          return decision.device === undefined ? 'none' : { device: decision.device };
        case 'none':
        case 'refused':
          return 'none';
        case 'unsure':
        case undefined:
          return undefined;
      }
      return decision satisfies never;
    },
    ipset: ipsets === undefined ? () => undefined : ipsetLookups(ipsets),
  };
}

/**
 * The local table: the host's own addresses and broadcasts; everything else is unicast. Tools that show the main table alone
 * leave the addresses of the devices, and no word on broadcasts.
 */
function localTable({ addresses, routes }: HostParts): (address: string) => AddressType | undefined {
  const local = routes?.filter(({ table }) => table === 'local') ?? [];
  const known = new Set(local.map(({ family }) => family));
  const held = new Map((addresses ?? []).map(({ address, device }) => [address, device]));
  const exact = new Map<string, Route>();
  const wide: { readonly range: AddressRange; readonly route: Route; readonly length: number }[] = [];
  for (const route of local) {
    const [address = '', length] = route.destination.split('/');
    const range = parseRange(route.destination);
    if (length === (route.family === 4 ? '32' : '128')) exact.set(address, exact.get(address) ?? route);
    else if (range !== undefined) wide.push({ range, route, length: Number(length) });
  }
  wide.sort((one, other) => other.length - one.length);
  return (address) => {
    if (!known.has(address.includes(':') ? 6 : 4)) {
      const device = held.get(address);
      if (device !== undefined) return { type: 'local', device };
      return address.startsWith('127.') || address === '::1' ? { type: 'local', device: 'lo' } : undefined;
    }
    const number = addressNumber(address);
    const route =
      exact.get(address) ?? wide.find(({ range }) => number !== undefined && inRange(range, number))?.route;
    if (route === undefined) return { type: 'unicast' };
    return { type: route.type, ...(route.device !== undefined && { device: route.device }) };
  };
}
