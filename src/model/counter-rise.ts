import type { IpCounters } from '../facts/ip-counters.ts';

/** By how much each counter rose; those that stood still are left out. */
export function riseBetween(before: IpCounters, after: IpCounters): IpCounters {
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, now]) => {
      const rise = now - (before[name] ?? now);
      return rise > 0 ? [[name, rise]] : [];
    }),
  );
}
