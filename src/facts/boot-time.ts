import type { Fact } from './fact.ts';
import { unreadable, value, wholeNumber } from './parsed.ts';

/** Seconds since 1970. `btime 1542855600` */
export const bootTime: Fact<'boot-time', number> = {
  id: 'boot-time',
  title: 'time of boot',
  read: { kind: 'command', candidates: [['grep', '^btime', '/proc/stat']] },
  parse: (raw) => {
    const seconds = wholeNumber(/^btime (\d+)/m.exec(raw.stdout)?.[1]);
    return seconds === undefined ? unreadable('no btime in /proc/stat') : value(seconds);
  },
};
