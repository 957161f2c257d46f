import type { Logger } from 'pino';
import type { ConfiguredWatch } from '../src/config/types.ts';
import type { Host } from '../src/hosts/host.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import { collectionOf } from '../src/queue/records.ts';
import { watchJobs } from '../src/queue/watch-job.ts';
import { Watch } from '../src/report/watch.ts';
import { WatchedHost } from '../src/report/watched.ts';
import { cover, type Covered } from '../src/watches/cover.ts';
import { bringConfigured } from './configured-watches.ts';

export interface ScheduleDeps {
  readonly hosts: readonly Host[];
  /** Those of ferryman.yaml, brought into the records first; absent: they are left as they are. */
  readonly configured?: readonly ConfiguredWatch[];
  readonly queue: Pick<JobQueue, 'records' | 'repeats'>;
  readonly logger: Logger;
  /** Milliseconds until it is tried again where the store did not answer. */
  readonly againMs?: number;
}

export interface WatchSchedule {
  /**
   * Brings the repeated looks in line with the watches, whoever changed those; as often as anybody likes. Rejects where the store does
   * not answer, and tries again by itself.
   */
  bring(): Promise<void>;
  stop(): Promise<void>;
}

export function watchSchedule(deps: ScheduleDeps): WatchSchedule {
  const { logger, againMs = 10_000 } = deps;
  let configured = deps.configured;
  let last = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  async function afterConfigured(): Promise<void> {
    if (configured !== undefined) await bringConfigured(configured, deps.queue.records);
    // Once for a start: another bot may have a newer file by then.
    configured = undefined;
    await bringInLine(deps);
  }
  async function bring(): Promise<void> {
    clearTimeout(again);
    // One after the other: each reads what is there, and what it read must not be old when it acts.
    last = last.catch(() => undefined).then(() => afterConfigured());
    try {
      await last;
    } catch (error) {
      if (!stopped) again = setTimeout(() => void bring().catch(() => undefined), againMs);
      logger.warn({ err: error }, 'watches not scheduled yet');
      throw error;
    }
  }
  return {
    bring,
    async stop() {
      stopped = true;
      clearTimeout(again);
      await last.catch(() => undefined);
    },
  };
}

async function bringInLine({ hosts, queue: { records, repeats }, logger }: ScheduleDeps): Promise<void> {
  const watched = collectionOf(records, 'watched', WatchedHost);
  const known = await watched.list();
  const sites = new Set([undefined, ...[...hosts, ...known.values()].map(({ site }) => site)]);
  // Listed before the watches are read: a repeat that another process starts meanwhile is in nobody's way.
  const on: { readonly site: string | undefined; readonly id: string }[] = [];
  for (const site of sites) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of sites
    for (const id of await repeats.list(watchJobs, site)) on.push({ site, id });
  }
  const watches = await collectionOf(records, 'watches', Watch).list();
  const covered = cover([...watches.values()], hosts);

  const ended = on.filter(({ site, id }) => !covered.some((one) => one.host === id && one.site === site));
  // One after the other: a store within the process is asked by everybody else, too.
  for (const repeat of ended) {
    // oxlint-disable-next-line no-await-in-loop
    await repeats.end(watchJobs, repeat);
  }
  for (const one of covered) {
    // oxlint-disable-next-line no-await-in-loop
    await repeats.start(watchJobs, repeatOf(one));
  }
  for (const host of known.keys()) {
    if (covered.some((one) => one.host === host)) continue;
    // What nobody looks at is not known any more.
    // oxlint-disable-next-line no-await-in-loop
    await watched.change(host, () => undefined);
  }
  logger.info({ watches: watches.size, hosts: covered.length, ended: ended.length }, 'watches scheduled');
}

function repeatOf({ host, site, ports, everyMs, offsetMs, watches }: Covered) {
  const whole = watches.some((watch) => watch.ports.length === 0);
  // The same for each run, so that what has not changed is left as it is.
  const job = { host, ports: [...ports], whole, everyMs, traceId: `watch-${host}` };
  return { id: host, site, job, when: { everyMs, offsetMs } };
}
