import { createHash } from 'node:crypto';
import type { Watch } from '../report/watch.ts';

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
  return hosts.flatMap((host) => {
    const mine = watches.filter((watch) => covers(watch, host, hosts));
    if (mine.length === 0) return [];
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
export function covers(
  { on }: Pick<Watch, 'on'>,
  { name, tags }: Watchable,
  hosts: readonly Watchable[],
): boolean {
  return hosts.some((host) => host.name === on) ? name === on : tags.includes(on);
}

/** The same for a host each time, and spread evenly over all of them. */
function momentOf(host: string, everyMs: number): number {
  const digest = createHash('sha256').update(host).digest();
  return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * everyMs);
}
