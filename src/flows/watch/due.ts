import type { WatchedHost } from '../../report/watched.ts';

/** Of how long a fault has lasted: so exactly its end is known, even where the end shows in nothing that a look sees. */
const SHARE = 0.1;

/** Milliseconds after which a whole diagnosis is made although nothing has changed. */
export function wholeAfter({ faults, wholeAt }: WatchedHost, mostMs: number): number {
  const youngest = Math.max(...faults.map(({ since }) => Date.parse(since)));
  if (faults.length === 0 || wholeAt === undefined) return mostMs;
  return Math.min(mostMs, Math.max(0, (Date.parse(wholeAt) - youngest) * SHARE));
}
