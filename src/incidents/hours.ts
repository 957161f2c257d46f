import type { WorkingHours } from '../config/types.ts';
import type { Fault } from '../report/watched.ts';
import { localClock, type LocalClock } from './local-clock.ts';

export type Telling =
  | { readonly kind: 'now' }
  /** Until this moment, in milliseconds since 1970. */
  | { readonly kind: 'waits'; readonly until: number };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** What is critical is told at once, the rest when people work; at once as well where nobody said when that is. */
export function whenToTell(
  severity: Fault['severity'],
  hours: WorkingHours | undefined,
  now: number,
): Telling {
  if (severity === 'critical' || hours === undefined || isWorkingTime(hours, now)) return { kind: 'now' };
  return { kind: 'waits', until: nextOpening(hours, now) };
}

/** By what the clocks on the wall show there, whatever is done to them. */
export function isWorkingTime(hours: WorkingHours, at: number): boolean {
  return covers(hours, clockOf(hours).read(at));
}

/** When working hours begin the next time after `now`; both in milliseconds since 1970. */
export function nextOpening(hours: WorkingHours, now: number): number {
  const clock = clockOf(hours);
  const today = Math.floor(clock.read(now) / dayMs) * dayMs;
  // Hours that lie wholly in what the clocks leap over do not begin that day; a week later they do.
  for (let day = 0; day <= 14; day += 1) {
    const opening = today + day * dayMs + hours.from * minuteMs;
    const [first] = clock.showing(opening).filter((at) => at > now && covers(hours, clock.read(at)));
    if (first !== undefined) return first;
  }
  throw new RangeError(`these hours never begin: ${JSON.stringify(hours)}`);
}

const clocks = new WeakMap<WorkingHours, LocalClock>();

/** A clock takes longer to make than to read. */
function clockOf(hours: WorkingHours): LocalClock {
  const clock = clocks.get(hours) ?? localClock(hours.zone);
  clocks.set(hours, clock);
  return clock;
}

function covers({ from, to, days }: WorkingHours, wall: number): boolean {
  const minute = (wall - Math.floor(wall / dayMs) * dayMs) / minuteMs;
  const weekday = week[new Date(wall).getUTCDay()];
  return weekday !== undefined && days.includes(weekday) && minute >= from && minute < to;
}

/** In the order of `Date.prototype.getUTCDay`. */
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
