import type { Stint } from '../report/incident.ts';

/** How many of these times reach into the last `withinMs`. */
export function stintsWithin(stints: readonly Stint[], withinMs: number, now: number): number {
  return stints.filter(({ to }) => to === undefined || Date.parse(to) > now - withinMs).length;
}
