/** How long a receiver does not want to hear anything, because it said so. */
export interface Pause {
  /** Seconds, rounded up; 0: it may be asked. */
  left(): number;
  /** For so many seconds from now on. */
  begin(seconds: number): void;
}

const longest = 3_600;

/** @param clock milliseconds since 1970 */
export function createPause(clock: () => number): Pause {
  let until = 0;
  return {
    left: () => Math.max(0, Math.ceil((until - clock()) / 1000)),
    begin(seconds) {
      // An hour, whatever it says: by then somebody wants to know, and one request more does no harm.
      until = Math.max(until, clock() + Math.min(Math.max(seconds, 0), longest) * 1000);
    },
  };
}

/** Retry-After (RFC 9110 10.2.3) in seconds: a number, or a date. Undefined where it is neither. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
