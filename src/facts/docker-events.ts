import { z } from 'zod';
import { jsonOf } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** Something that happened to a container. */
export interface ContainerEvent {
  readonly containerId: string;
  readonly action: string;
  /** Milliseconds since 1970, by the daemon's clock. */
  readonly at: number;
  /** Of `die`. */
  readonly exitCode?: number;
  /** Of `kill`: the signal that Docker was asked to send, by its number. */
  readonly signal?: number;
}

export interface ContainerEvents {
  /** Up to when the daemon was asked, in milliseconds since 1970 by the host's clock: right after the containers were inspected. */
  readonly until?: number;
  readonly events: readonly ContainerEvent[];
}

/** What tells how runs began and ended. Probes of health checks come as exec events by the hundred and are left out. */
const ACTIONS = [
  'create',
  'start',
  'die',
  'oom',
  'kill',
  'stop',
  'restart',
  'attach',
  'pause',
  'unpause',
  'rename',
];

const Event = z
  .object({
    Action: z.string(),
    Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
    time: z.number().nullish(),
    timeNano: z.number().nullish(),
  })
  .transform(({ Action, Actor, time, timeNano }): ContainerEvent =>
    withoutUndefined({
      containerId: Actor.ID,
      action: Action,
      at: timeNano ? timeNano / 1e6 : (time ?? 0) * 1000,
      exitCode: wholeNumber(Actor.Attributes?.['exitCode']),
      signal: wholeNumber(Actor.Attributes?.['signal']),
    }),
  );

/**
 * The daemon keeps its last 256 events of all kinds, and none across its own restart. It answers at once because the end
 * of the time asked for lies in the past; to the microsecond, so that what happened in this very second is among them.
 *
 *     {"status":"die","id":"9eac…","from":"shop/web:5","Type":"container","Action":"die","Actor":{"ID":"9eac…",
 *      "Attributes":{"exitCode":"0","image":"shop/web:5","name":"orders"}},"scope":"local","time":1795348673,"timeNano":1795348673610192048}
 */
export const dockerEvents: Fact<'docker-events', ContainerEvents> = {
  id: 'docker-events',
  title: 'what happened to containers of late',
  read: {
    kind: 'docker-at',
    path: (hostSeconds) => {
      const filters = JSON.stringify({ type: ['container'], event: ACTIONS });
      return `/events?since=1&until=${hostSeconds.toFixed(6)}&filters=${encodeURIComponent(filters)}`;
    },
  },
  parse: unlessFailed((raw) => {
    const found: ContainerEvent[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const event = Event.safeParse(jsonOf(line));
      if (event.success) found.push(event.data);
      else unread.push(line);
    }
    const until = /[?&]until=(\d+(?:\.\d+)?)/.exec(raw.argv.join(' '))?.[1];
    return value({ events: found, ...(until !== undefined && { until: Number(until) * 1000 }) }, unread);
  }),
};
