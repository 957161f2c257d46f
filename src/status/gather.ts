import { sitesOf } from '../hosts/sites.ts';
import { queuesOf } from '../queue/all-kinds.ts';
import { diagnoseJobs } from '../queue/diagnose-job.ts';
import type { JobQueue } from '../queue/queue.ts';
import { collectionOf } from '../queue/records.ts';
import { DeskHours } from '../report/desk-hours.ts';
import { Incident } from '../report/incident.ts';
import { Quiet, Watch } from '../report/watch.ts';
import { WatchedHost } from '../report/watched.ts';
import type { Watchable } from '../watches/cover.ts';
import { readJobs } from './read-jobs.ts';
import { statusOf } from './status-of.ts';
import type { QueueStatus, SiteStatus, Status } from './status.ts';

export interface GatherDeps {
  readonly queue: Pick<JobQueue, 'records' | 'list' | 'workers' | 'depth' | 'label'>;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly unseenLooks: number;
  readonly clock: () => number;
}

/** Reads how everything stands now. Rejects where the store does not answer. */
export async function gatherStatus({ queue, hosts, unseenLooks, clock }: GatherDeps): Promise<Status> {
  const { records } = queue;
  const sites = sitesOf(hosts);
  const queues = Promise.all(queuesOf(sites).map(({ kind, site }) => queueStatus(kind, site, queue)));
  const [depths, jobs, served, watches, watched, incidents, quiets, desk] = await Promise.all([
    queues,
    queues.then((known) => readJobs(queue, known)),
    Promise.all(sites.map((site) => siteStatus(site, queue))),
    collectionOf(records, 'watches', Watch).list(),
    collectionOf(records, 'watched', WatchedHost).list(),
    collectionOf(records, 'incidents', Incident).list(),
    collectionOf(records, 'quiets', Quiet).list(),
    collectionOf(records, 'desk', DeskHours).read('hours'),
  ]);
  return statusOf({
    now: clock(),
    hosts,
    watches: [...watches.values()],
    watched: [...watched.values()],
    incidents: [...incidents.values()],
    quiets: [...quiets.values()],
    desk,
    unseenLooks,
    sites: served,
    queues: depths,
    jobs,
    store: queue.label,
  });
}

async function queueStatus(
  kind: { readonly name: string },
  site: string | undefined,
  queue: GatherDeps['queue'],
): Promise<QueueStatus> {
  const { running, waiting, waitsSince } = await queue.depth(kind, site);
  return {
    kind: kind.name,
    ...(site === undefined ? {} : { site }),
    running,
    waiting,
    ...(waitsSince === undefined ? {} : { waitsSince: new Date(waitsSince).toISOString() }),
  };
}

/** Who takes the diagnoses of a site takes all of its jobs. */
async function siteStatus(site: string | undefined, queue: GatherDeps['queue']): Promise<SiteStatus> {
  // A Redis user may be allowed everything but CLIENT LIST.
  const workers = await queue.workers(diagnoseJobs, site).catch(() => undefined);
  return {
    ...(site === undefined ? {} : { site }),
    ...(workers === undefined ? {} : { workers }),
  };
}
