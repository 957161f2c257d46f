import { z } from 'zod';
import { readDuration } from '../report/log-times.ts';
import { WATCH_EVERY } from '../report/watch.ts';
import { block, listOf, port, word } from './parts.ts';
import { wrong } from './sentences.ts';

/** `watch:` as people write it. */

type Bound = readonly [ms: number, written: string];
const halfMinute: Bound = [WATCH_EVERY.leastMs, '30s'];
const minute: Bound = [60_000, '1m'];
const day: Bound = [WATCH_EVERY.mostMs, '1d'];

/** `30s`, `5m`, `1h30m` as milliseconds. */
function duration([leastMs, least]: Bound, [mostMs, most]: Bound, example: string) {
  return z.unknown().transform((input, context) => {
    const ms = typeof input === 'string' ? readDuration(input.trim()) : undefined;
    const isRight = ms !== undefined && ms >= leastMs && ms <= mostMs;
    if (isRight) return ms;
    const reason = ms === undefined ? 'is no duration' : ms < leastMs ? 'is too short' : 'is too long';
    const instead = `write one from ${least} to ${most}, for example ${example}`;
    context.addIssue({ code: 'custom', message: wrong(reason, instead).error({ input }) });
    return z.NEVER;
  });
}

function count(least: number, most: number, what: string) {
  const message = wrong(`is no number of ${what}`, `write one from ${least} to ${most}`);
  return z.int(message).min(least, message).max(most, message);
}

export const WatchEntry = block({
  every: duration(halfMinute, day, '5m').default(5 * 60_000),
  whole: duration(minute, day, '1h').default(3_600_000),
  unseenAfter: count(1, 100, 'looks').default(3),
  flapping: block({
    // An incident keeps twenty of its times.
    times: count(2, 20, 'times').default(3),
    within: duration(minute, day, '1h').default(3_600_000),
    calm: duration(minute, day, '30m').default(30 * 60_000),
  }).prefault({}),
  on: z.unknown().optional(),
});
export type WatchEntry = z.infer<typeof WatchEntry>;

/** One item of `watch.on`. */
export const WatchedEntry = block({
  on: word('host or tag', 'write the name of a host, or a tag'),
  ports: listOf(port, 'port', '[30001, 30003]').default([]),
  every: duration(halfMinute, day, '5m').optional(),
  to: word('destination').optional(),
});
export type WatchedEntry = z.infer<typeof WatchedEntry>;
