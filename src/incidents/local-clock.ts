/**
 * What the clocks on the wall of a zone show, as a number: the same date and time in UTC, in milliseconds since 1970. Two moments show the
 * same where clocks are turned back, and some times are never shown where they are turned forward.
 */
export interface LocalClock {
  read(at: number): number;
  /** When they show it, the earliest first; where they never do, the moment at which they leap over it. */
  showing(wall: number): number[];
}

const dayMs = 86_400_000;

/** @param zone IANA name */
export function localClock(zone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const read = (at: number): number => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const get = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? Number.NaN;
    const shown = Date.UTC(
      get('year'),
      get('month') - 1,
      get('day'),
      get('hour'),
      get('minute'),
      get('second'),
    );
    return shown + (at - Math.floor(at / 1_000) * 1_000);
  };
  const showing = (wall: number): number[] => {
    // Clocks are changed once in two days at most, so one of these is how far they are from UTC then.
    const ahead = [wall - dayMs, wall + dayMs].map((at) => read(at) - at);
    const moments = [...new Set(ahead.map((ms) => wall - ms))].toSorted((one, other) => one - other);
    const right = moments.filter((at) => read(at) === wall);
    return right.length > 0 ? right : [leapOver(read, wall, Math.min(...moments), Math.max(...moments))];
  };
  return { read, showing };
}

/** The first moment after `before` at which the clocks show `wall` or more; they do so at `after`. */
function leapOver(read: LocalClock['read'], wall: number, before: number, after: number): number {
  let [early, late] = [before, after];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (read(middle) >= wall) late = middle;
    else early = middle;
  }
  return late;
}
