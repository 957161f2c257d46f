import type { DigestConfig } from '../config/types.ts';
import { localClock } from '../incidents/local-clock.ts';

export interface DueDigest {
  /** `2026-11-23`: there is one for each. */
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The digest of today, by the clocks on the wall there, from its time on: who comes late makes it late, and not after midnight. */
export function dueDigest(
  { at, zone }: Pick<DigestConfig, 'at' | 'zone'>,
  now: number,
): DueDigest | undefined {
  const clock = localClock(zone);
  const today = beginningOfDay(clock.read(now));
  // 24:00 is the beginning of each day as well.
  const [moment] = clock.showing(today + ((at * minuteMs) % dayMs));
  if (moment === undefined || moment > now) return undefined;
  return { day: nameOf(today), at: moment };
}

/** `2026-11-22` on the 23rd, by the clocks on the wall there. */
export function dayBefore(zone: string, now: number): string {
  return nameOf(beginningOfDay(localClock(zone).read(now)) - dayMs);
}

function beginningOfDay(wall: number): number {
  return Math.floor(wall / dayMs) * dayMs;
}

function nameOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** The longest that one looks back. */
const longestMs = 7 * dayMs;

/** Where the one before ended, so that nothing falls between two; a day ago where there was none. Milliseconds since 1970. */
export function beginOf(before: number | undefined, now: number): number {
  return before === undefined ? now - dayMs : Math.max(before, now - longestMs);
}
