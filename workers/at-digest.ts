import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import type { Config } from '../src/config/types.ts';
import { openDestinations } from '../src/notify/destinations/open.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { digestJobs } from '../src/queue/digest-job.ts';
import type { JobQueue, JobWorker } from '../src/queue/queue.ts';
import { tellDigest } from './digest.ts';

export interface AtDigest {
  readonly queue: JobQueue;
  readonly notifier: Notifier;
  readonly dispatcher?: Dispatcher | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Milliseconds between two looks whether it is time. */
  readonly everyMs?: number | undefined;
}

/** Late by so much at most; and what was not told is tried again as often at most. */
const usualMs = 30_000;

/** Takes care of the digest in turns with all other workers, whichever sites they serve. */
export async function workAtDigest(config: Config, deps: AtDigest): Promise<JobWorker> {
  const { queue, clock, logger, everyMs = usualMs } = deps;
  const named = new Map(openDestinations(config, deps).map((one) => [one.name, one]));
  const digest = {
    records: queue.records,
    hosts: config.hosts,
    watch: config.watch,
    notify: config.notify,
    logger: logger.child({ part: 'digest' }),
    clock,
    destinationOf: (name: string) => named.get(name),
  };
  const work = await queue.work(
    digestJobs,
    [undefined],
    async () => {
      await tellDigest(digest);
      return null;
    },
    { concurrency: 1 },
  );
  if (config.notify.digest === undefined) {
    await queue.repeats.end(digestJobs, { id: 'digest', site: undefined });
  } else {
    // By the store's clock and not by cron: what was missed while all was down is due as long as the day lasts, what was refused for a day.
    await queue.repeats.start(digestJobs, {
      id: 'digest',
      site: undefined,
      job: { traceId: 'digest' },
      when: { everyMs, offsetMs: 0 },
    });
  }
  return work;
}
