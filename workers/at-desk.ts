import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import type { Config } from '../src/config/types.ts';
import { sitesOf } from '../src/hosts/sites.ts';
import { openDestinations } from '../src/notify/destinations/open.ts';
import { slackDestination } from '../src/notify/destinations/slack.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { deskJobs } from '../src/queue/desk-job.ts';
import { fixApplyJobs } from '../src/queue/fix-apply-job.ts';
import { fixLookJobs } from '../src/queue/fix-look-job.ts';
import type { JobQueue, JobWorker } from '../src/queue/queue.ts';
import { isChannelId } from '../src/report/channel-id.ts';
import { readerOf } from '../src/text/reader.ts';
import { runDesk } from './desk.ts';

export interface AtDesk {
  readonly queue: JobQueue;
  readonly notifier: Notifier;
  readonly dispatcher?: Dispatcher | undefined;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Milliseconds between two looks at what is known. */
  readonly everyMs?: number | undefined;
}

/** Changes at once on one host are one message as far as they fall into one such span. */
export const usualDeskMs = 10_000;
/** How long the end waits for those that are just being told. */
const lastWordsMs = 3_000;
/** As many changes of hosts at once as anybody could approve. */
const mostFixes = 100;

/** Takes the desk's work in turns with all other workers, whichever sites they serve. */
export async function workAtDesk(config: Config, deps: AtDesk): Promise<JobWorker> {
  const { queue, notifier, clock, logger, everyMs = usualDeskMs } = deps;
  const named = new Map(openDestinations(config, deps).map((one) => [one.name, one]));
  const sites = sitesOf([{}, ...config.hosts]);
  const { owner } = config.notify;
  const toChannel = (channel: string) => {
    const reader = readerOf(config.language.channels[channel] ?? config.language.default);
    return slackDestination({ name: channel, channel, mention: [] }, { notifier, reader, clock });
  };
  const deskLogger = logger.child({ part: 'desk' });
  const missing = new Set<string>();
  const late = new Set<Promise<unknown>>();
  const desk = {
    records: queue.records,
    late,
    hosts: config.hosts,
    watch: config.watch,
    notify: config.notify,
    logger: deskLogger,
    clock,
    destinationOf: (name: string) => {
      const known = named.get(name);
      if (known !== undefined) return known;
      if (!isChannelId(name)) {
        if (!missing.has(name))
          deskLogger.warn(
            { destination: name },
            'told elsewhere: ferryman.yaml has no destination of that name',
          );
        missing.add(name);
        return undefined;
      }
      // Somebody asked for a watch in a channel that ferryman.yaml does not name.
      return toChannel(name);
    },
    owner: owner === undefined ? undefined : toChannel(owner),
    underRepair: async () => {
      const live = { state: 'live', most: mostFixes } as const;
      const [fixes, looks] = await Promise.all([
        queue.list(fixApplyJobs, sites, live),
        // A host that a change made silent is asked again for a while; its thread says so.
        queue.list(fixLookJobs, sites, live),
      ]);
      return new Set([...fixes, ...looks].map(({ data }) => data.fix.host));
    },
  };
  const work = await queue.work(
    deskJobs,
    [undefined],
    async () => {
      await runDesk(desk);
      return null;
    },
    // Two at once would tell in either order, and what is older could come last.
    { concurrency: 1, alone: true },
  );
  await queue.repeats.start(deskJobs, {
    id: 'desk',
    site: undefined,
    job: { traceId: 'desk' },
    when: { everyMs, offsetMs: 0 },
  });
  return {
    get running() {
      return work.running;
    },
    async drain(limitMs) {
      const outcome = await work.drain(limitMs);
      // Whoever is being told as this ends is told again by the next worker, and most know that they have been.
      await Promise.race([Promise.allSettled(late), sleep(lastWordsMs, undefined, { ref: false })]);
      return outcome;
    },
  };
}
