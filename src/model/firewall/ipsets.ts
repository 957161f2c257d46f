import type { IpSet, IpSetEntry } from '../../facts/ipset.ts';
import {
  addressNumber,
  inRange,
  parseRange,
  type AddressNumber,
  type AddressRange,
} from './address-number.ts';
import type { FirewallPacket } from './packet.ts';
import type { IpSetLookup } from './surroundings.ts';

/** Whether sets hold a packet, by name. Undefined where there is no such set among those that were read. */
export function ipsetLookups(sets: readonly IpSet[]): (name: string) => IpSetLookup | undefined {
  const byName = new Map(sets.map((set) => [set.name, set]));
  const made = new Map<string, IpSetLookup>();
  const lookUp = (name: string, depth = 0): IpSetLookup | undefined => {
    const set = byName.get(name);
    // Sets of sets hold no sets of sets.
    if (set === undefined || depth > 1) return undefined;
    const kept = made.get(name) ?? lookupOf(set, (inner) => lookUp(inner, depth + 1));
    made.set(name, kept);
    return kept;
  };
  return (name) => lookUp(name);
}

function lookupOf(set: IpSet, inner: (name: string) => IpSetLookup | undefined): IpSetLookup {
  const kinds = set.type.slice(set.type.indexOf(':') + 1).split(',');
  if (kinds[0] === 'set') return lookupOfList(set, inner);
  if (!kinds.every((kind) => KINDS.has(kind))) return () => undefined;
  const entries = set.entries.map((entry) => ({ nomatch: entry.nomatch, ...fieldsOf(entry, kinds) }));
  // Most of them are plain lists of addresses, and long.
  const exact = kinds.length === 1 && kinds[0] === 'ip' ? exactAddresses(entries) : undefined;
  return (packet, directions) => {
    const values = kinds.map((kind, at) => valueOf(kind, directions[at] ?? '', packet, set.netmask));
    if (values.includes('none')) return false;
    if (values.includes(undefined)) return undefined;
    const [first] = values;
    if (exact !== undefined && first !== undefined)
      return exact.has(String(first)) || (set.complete ? false : undefined);
    const found = entries.filter(({ holds }) => holds.every((field, at) => field(values[at])));
    // The narrowest entry counts: an exception lies within a wider one.
    const narrowest = found.toSorted((one, other) => (one.width < other.width ? -1 : 1))[0];
    if (narrowest !== undefined) return !narrowest.nomatch;
    return set.complete ? false : undefined;
  };
}

const KINDS: ReadonlySet<string> = new Set(['ip', 'net', 'port', 'iface']);

/** A list of sets asks each in turn. */
function lookupOfList(set: IpSet, inner: (name: string) => IpSetLookup | undefined): IpSetLookup {
  return (packet, directions) => {
    const answers = set.entries.map(({ fields }) => inner(fields[0] ?? '')?.(packet, directions));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
  };
}

/** A port with its protocol and a device are text; `none` where the packet has no such field. */
type Value = AddressNumber | string | undefined;

function valueOf(
  kind: string,
  direction: string,
  packet: FirewallPacket,
  netmask: number | undefined,
): Value {
  const source = direction === 'src';
  switch (kind) {
    case 'port': {
      const port = source ? packet.sourcePort : packet.port;
      if (packet.protocol === 'icmp') return undefined;
      return port === undefined ? undefined : `${packet.protocol}:${port}`;
    }
    case 'iface':
      return (source ? packet.iif : packet.oif) ?? 'none';
    default: {
      const address = source ? packet.from : packet.to;
      const number = address === undefined ? undefined : addressNumber(address);
      return number === undefined || netmask === undefined ? number : cut(number, netmask);
    }
  }
}

function cut(address: AddressNumber, bits: number): AddressNumber {
  if (typeof address === 'number') return bits === 0 ? 0 : (address & (0xffffffff << (32 - bits))) >>> 0;
  const rest = BigInt(128 - bits);
  return (address >> rest) << rest;
}

interface Entry {
  readonly holds: readonly ((value: Value) => boolean)[];
  /** How many addresses it holds. */
  readonly width: bigint;
  readonly range?: AddressRange;
}

function fieldsOf({ fields }: IpSetEntry, kinds: readonly string[]): Entry {
  let width = 1n;
  let range: AddressRange | undefined;
  const holds = kinds.map((kind, at) => {
    const text = fields[at] ?? '';
    if (kind === 'port') return portField(text);
    if (kind === 'iface') return (value: Value) => value === text;
    const parsed = parseRange(text);
    if (parsed === undefined) return () => false;
    width *= BigInt(parsed.last) - BigInt(parsed.first) + 1n;
    range ??= parsed;
    return (value: Value) => typeof value !== 'string' && value !== undefined && inRange(parsed, value);
  });
  return { holds, width, ...(range !== undefined && { range }) };
}

/** `tcp:80`; of a bitmap `80`, whatever the protocol. */
function portField(text: string): (value: Value) => boolean {
  if (text.includes(':')) return (value) => value === text;
  return (value) => typeof value === 'string' && value.endsWith(`:${text}`);
}

function exactAddresses(entries: readonly (Entry & { nomatch: boolean })[]): ReadonlySet<string> | undefined {
  if (entries.some(({ width, nomatch }) => width !== 1n || nomatch)) return undefined;
  return new Set(entries.flatMap(({ range }) => (range === undefined ? [] : [String(range.first)])));
}
