import type { Incident } from '../../src/report/incident.ts';
import type { Fault, WatchedHost } from '../../src/report/watched.ts';
import { settle, type Scene } from '../../src/incidents/settle.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T08:00:00.000Z');
export const at = (minutes: number) => new Date(start + minutes * minute).toISOString();

const times = { unseenLooks: 3, flapping: { times: 3, withinMs: 60 * minute, calmMs: 30 * minute } };

export function fault(cause: string, name = 'docker0'): Fault {
  return {
    cause,
    severity: 'critical',
    subject: { kind: 'network', name },
    title: { en: cause, 'zh-CN': cause },
  };
}

/** A team that watches: each step says which faults which hosts have at this minute. */
export function watching(changes: Partial<Scene> = {}) {
  let incidents: Incident[] = [];
  let known: WatchedHost[] = [];
  let ids = 0;
  const announced: string[] = [];

  function settled(minutes: number, hosts: WatchedHost[]): Incident[] {
    known = hosts;
    const changed = settle({
      now: start + minutes * minute,
      hosts,
      incidents,
      times,
      isHeld: () => false,
      routeOf: () => ['#migration'],
      idOf: () => `i${(ids += 1)}`,
      ...changes,
    });
    for (const incident of changed) {
      const before = incidents.find(({ id }) => id === incident.id);
      if (before?.state !== incident.state) {
        announced.push(`${minutes}: ${incident.id} ${incident.cause} ${incident.state}`);
      }
    }
    incidents = [...incidents.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];
    return changed;
  }

  return {
    announced,
    incidents: () => incidents,
    /** Somebody looked at all of these hosts and saw this. */
    look(minutes: number, seen: Readonly<Record<string, readonly Fault[]>>): Incident[] {
      return settled(
        minutes,
        Object.entries(seen).map(([host, faults]) => {
          const before = known.find((one) => one.host === host)?.faults ?? [];
          return {
            schema: 'ferryman.watched/1',
            host,
            tags: [],
            lookedAt: at(minutes),
            seenAt: at(minutes),
            faults: faults.map((one) => ({
              ...one,
              since: before.find(({ cause }) => cause === one.cause)?.since ?? at(minutes),
            })),
          };
        }),
      );
    },
    /** Nobody could look at this host; nothing is known of it but what was seen last. */
    blind(minutes: number, host: string): Incident[] {
      return settled(
        minutes,
        known.map((one) =>
          one.host === host
            ? {
                ...one,
                lookedAt: at(minutes),
                unseen: {
                  since: one.unseen?.since ?? at(minutes),
                  looks: (one.unseen?.looks ?? 0) + 1,
                  because: { en: 'timed out', 'zh-CN': '超时' },
                },
              }
            : one,
        ),
      );
    },
  };
}
