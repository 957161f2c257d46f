import { createHash } from 'node:crypto';
import type { Quiet, Watch } from '../report/watch.ts';

/** As much of a host as a watch needs to know. */
export interface Watchable {
  readonly name: string;
  readonly site?: string | undefined;
  readonly tags: readonly string[];
}

/** All that is to be looked at on one host, by all watches that cover it together. */
export interface Covered {
  readonly host: string;
  readonly site: string | undefined;
  readonly tags: readonly string[];
  readonly ports: readonly number[];
  /** The shortest of its watches. */
  readonly everyMs: number;
  /** Its own moment within that, so that hosts are looked at one after the other. */
  readonly offsetMs: number;
  readonly watches: readonly Watch[];
}

/** What watches come to for the hosts that there are, in the order of the hosts. */
export function cover(watches: readonly Watch[], hosts: readonly Watchable[]): Covered[] {
  const byHost = new Map<string, Watch[]>();
  for (const watch of watches) {
    for (const { name } of hostsMeant(watch, hosts)) {
      const mine = byHost.get(name);
      if (mine === undefined) byHost.set(name, [watch]);
      else mine.push(watch);
    }
  }
  return hosts.flatMap((host) => {
    const mine = byHost.get(host.name);
    if (mine === undefined) return [];
    const everyMs = Math.min(...mine.map((watch) => watch.everyMs));
    const ports = new Set(mine.flatMap((watch) => watch.ports));
    return [
      {
        host: host.name,
        site: host.site,
        tags: host.tags,
        ports: [...ports].toSorted((one, other) => one - other),
        everyMs,
        offsetMs: momentOf(host.name, everyMs),
        watches: mine,
      },
    ];
  });
}

/** A name that is a host's is that host, whatever is tagged with it. */
export function hostsMeant({ on }: Pick<Watch, 'on'>, hosts: readonly Watchable[]): readonly Watchable[] {
  const { named, tagged } = indexOf(hosts);
  const host = named.get(on);
  return host === undefined ? (tagged.get(on) ?? []) : [host];
}

/** Those of the quiets that last at this moment, in milliseconds since 1970. */
export function quietAt(now: number, quiets: Iterable<Quiet>): Quiet[] {
  return [...quiets].filter(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
}

export function covers(
  { on }: Pick<Watch, 'on'>,
  { name, tags }: Watchable,
  hosts: readonly Watchable[],
): boolean {
  return indexOf(hosts).named.has(on) ? name === on : tags.includes(on);
}

interface Index {
  readonly named: ReadonlyMap<string, Watchable>;
  readonly tagged: ReadonlyMap<string, readonly Watchable[]>;
}

const indexes = new WeakMap<readonly Watchable[], Index>();

/** An inventory does not change, and is asked for each of its hosts. */
function indexOf(hosts: readonly Watchable[]): Index {
  const known = indexes.get(hosts);
  if (known !== undefined) return known;
  const tagged = new Map<string, Watchable[]>();
  for (const host of hosts) {
    for (const tag of new Set(host.tags)) {
      const those = tagged.get(tag);
      if (those === undefined) tagged.set(tag, [host]);
      else those.push(host);
    }
  }
  const index = { named: new Map(hosts.map((host) => [host.name, host])), tagged };
  indexes.set(hosts, index);
  return index;
}

/** The same for a host each time, and spread evenly over all of them. */
function momentOf(host: string, everyMs: number): number {
  const digest = createHash('sha256').update(host).digest();
  return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * everyMs);
}
