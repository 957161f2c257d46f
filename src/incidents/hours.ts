import type { WorkingHours } from '../config/types.ts';
import type { Fault } from '../report/watched.ts';
import { localClock, type LocalClock } from './local-clock.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Whether it is told only when people work: not what is critical, and nothing where nobody said when that is. */
export function isHeldBack(
  severity: Fault['severity'],
  hours: WorkingHours | undefined,
  now: number,
): boolean {
  return severity !== 'critical' && hours !== undefined && !isWorkingTime(hours, now);
}

/** By what the clocks on the wall show there, whatever is done to them. */
export function isWorkingTime(hours: WorkingHours, at: number): boolean {
  return covers(hours, clockOf(hours).read(at));
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
  const isDay = (at: number) => days.some((day) => day === week[new Date(at).getUTCDay()]);
  if (from < to) return isDay(wall) && minute >= from && minute < to;
  // A night is that of the day on which it begins.
  return minute >= from ? isDay(wall) : minute < to && isDay(wall - dayMs);
}

/** In the order of `Date.prototype.getUTCDay`. */
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
