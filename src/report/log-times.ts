import { say, type Text } from '../text/say.ts';

export type ReadTime =
  | { readonly kind: 'at'; readonly at: Date }
  | { readonly kind: 'unclear'; /** A sentence. */ readonly sentence: Text; readonly example: string };

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** `30m`, `2h`, `1d`, `1h30m`, `90 min`: milliseconds. Undefined where it is none. */
export function readDuration(text: string): number | undefined {
  const parts = [
    ...text.toLowerCase().matchAll(/(\d+) ?(w|d|h|m|s)(?:ays?|ours?|rs?|inutes?|ins?|econds?|ecs?|eeks?)?/gy),
  ];
  const whole = parts.map(([part]) => part).join('');
  if (whole === '' || whole.length !== text.length) return undefined;
  const seconds = parts.reduce((sum, [, n, unit = '']) => sum + Number(n) * (UNITS[unit] ?? Number.NaN), 0);
  return seconds > 0 && seconds <= 3_650 * 86_400 ? seconds * 1_000 : undefined;
}

const ZONE = String.raw`(?<zone>Z|[+-]\d\d:?\d\d)?`;
const CLOCK = String.raw`(?<clock>\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)`;
const DAY = String.raw`(?<day>\d{4}-\d\d-\d\d)`;
const TIME_OF_DAY = new RegExp(`^${CLOCK}${ZONE}$`, 'i');
const DATE = new RegExp(`^${DAY}(?:[T ]${CLOCK}${ZONE})?$`, 'i');

/**
 * A moment in the past: `30m` (ago), `10:00` (the last one), `2026-11-22`, `2026-11-22T10:00`, seconds since 1970. Without a zone it is UTC,
 * as the logs of containers have it.
 */
export function readTime(text: string, now: Date): ReadTime {
  const ago = readDuration(text);
  if (ago !== undefined) return { kind: 'at', at: new Date(now.getTime() - ago) };
  if (/^\d{1,6}$/.test(text))
    return unclear(say`${text} of what? Write minutes, hours or days behind it.`, `${text}m`);
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return notLater(new Date(Number(text) * 1_000), text, now);
  const clock = TIME_OF_DAY.exec(text)?.groups;
  if (clock !== undefined) {
    const today = momentOf(now.toISOString().slice(0, 10), clock['clock'], clock['zone']);
    if (today === undefined) return unclear(say`${text} is no time of day.`, '10:00');
    const days = Math.ceil((today.getTime() - now.getTime()) / 86_400_000);
    return { kind: 'at', at: new Date(today.getTime() - Math.max(0, days) * 86_400_000) };
  }
  const date = DATE.exec(text)?.groups;
  if (date === undefined) {
    const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    return unclear(say`"${shown}" is no time. Write 30m, 2h, 1d, 10:00 or 2026-11-22T10:00 (UTC).`, '30m');
  }
  const at = momentOf(date['day'] ?? '', date['clock'], date['zone']);
  return at === undefined
    ? unclear(say`${text} is no date.`, now.toISOString().slice(0, 16))
    : notLater(at, text, now);
}

function momentOf(day: string, clock = '00:00', zone = 'Z'): Date | undefined {
  const midnight = new Date(`${day}T00:00:00Z`);
  // The 31st of February would silently become a day in March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  const at = new Date(`${day}T${clock.padStart(clock.replace(/^\d:/, '0$&').length, '0')}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function notLater(at: Date, text: string, now: Date): ReadTime {
  return at > now ? unclear(say`${text} lies in the future.`, '30m') : { kind: 'at', at };
}

function unclear(sentence: Text, example: string): ReadTime {
  return { kind: 'unclear', sentence, example };
}
