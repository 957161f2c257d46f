import type { Fact } from './fact.ts';
import { unreadable, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** The host's clock at the time of the reading. */
export interface Clock {
  /** Seconds since 1970. */
  readonly epochSeconds: number;
  /** `+0800` */
  readonly utcOffset?: string;
}

/** `1542856504 +0800` */
export const clock: Fact<'clock', Clock> = {
  id: 'clock',
  title: 'clock',
  read: { kind: 'command', candidates: [['date', '+%s %z']] },
  parse: (raw) => {
    const [, seconds, utcOffset] = /^(\d+)(?: ([+-]\d{4}))?\s*$/.exec(raw.stdout) ?? [];
    const epochSeconds = wholeNumber(seconds);
    if (epochSeconds === undefined) return unreadable(`no time in ${raw.stdout.trim()}`);
    return value(withoutUndefined({ epochSeconds, utcOffset }));
  },
};
