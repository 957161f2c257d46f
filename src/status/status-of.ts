import { nobodyLooks } from '../incidents/nobody-looks.ts';
import { withOverdue } from '../incidents/overdue.ts';
import type { DeskHours } from '../report/desk-hours.ts';
import { couldNotLook, type Incident } from '../report/incident.ts';
import type { Quiet, Watch } from '../report/watch.ts';
import type { WatchedHost } from '../report/watched.ts';
import { cover, quietAt, type Watchable } from '../watches/cover.ts';
import { hostStatus } from './host-status.ts';
import type { Status } from './status.ts';

/** All that was read at one moment. */
export interface Read extends Pick<Status, 'sites' | 'queues' | 'jobs' | 'store'> {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly watches: readonly Watch[];
  readonly watched: readonly WatchedHost[];
  readonly incidents: readonly Incident[];
  readonly quiets: readonly Quiet[];
  readonly desk: DeskHours | undefined;
  readonly unseenLooks: number;
}

/** How everything stands, from what was read. */
export function statusOf(read: Read): Status {
  const { now, hosts, watches, unseenLooks, desk, sites, queues, jobs, store } = read;
  const covered = new Map(cover(watches, hosts).map((one) => [one.host, one]));
  const known = withOverdue(read.watched, covered, {
    now,
    desk,
    unseenLooks,
    incidents: read.incidents,
    because: nobodyLooks,
  });
  const scene = {
    now,
    hosts,
    covered,
    watched: new Map(known.map((one) => [one.host, one])),
    quiets: quietAt(now, read.quiets),
    repaired: new Set(
      jobs.flatMap(({ kind, running, host }) =>
        kind === 'fix-apply' && running && host !== undefined ? [host] : [],
      ),
    ),
    unseenLooks,
  };
  return {
    at: new Date(now).toISOString(),
    hosts: hosts.map((host) => hostStatus(host, scene)),
    watched: covered.size,
    incidents: read.incidents
      .filter(({ state }) => state !== 'resolved')
      .toSorted((one, other) => rank(one) - rank(other) || other.openedAt.localeCompare(one.openedAt)),
    sites,
    queues: queues.filter(({ running, waiting }) => running + waiting > 0),
    jobs: jobs.toSorted((one, other) => one.since.localeCompare(other.since)),
    ...(desk === undefined ? {} : { toldAt: desk.lookedAt }),
    store,
  };
}

function rank({ severity, state, cause }: Incident): number {
  if (cause === couldNotLook) return 3;
  return (severity === 'critical' ? 0 : 2) + (state === 'flapping' ? 0.5 : 0);
}
