import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { JobQueue } from '../../src/queue/queue.ts';
import type { AskedJob } from '../ask.ts';

export interface JobWatch {
  /** Tells `onEnded` once of this job's end, for this person. */
  add(job: AskedJob, userId: string): void;
  stop(): void;
}

const everyMs = 1_000;
/** Longer than any job waits or runs; whoever's is not over by then sees it when they look. */
const mostMs = 45 * 60_000;
const mostJobs = 500;

/**
 * Looks now and then whether the jobs that people asked for here have ended. The queue could tell it, over one more connection for each
 * queue; this asks only while there is something to wait for.
 */
export function watchJobs(
  queue: Pick<JobQueue, 'hasEnded'>,
  onEnded: (userId: string) => Promise<void>,
  { clock, logger }: { readonly clock: () => number; readonly logger: Logger },
): JobWatch {
  const watched = new Map<
    string,
    { readonly job: AskedJob; readonly userId: string; readonly since: number }
  >();
  // What is looked at serves many jobs: it belongs to none of the requests that set it off.
  const apart = AsyncLocalStorage.snapshot();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function schedule() {
    if (timer !== undefined || stopped || watched.size === 0) return;
    timer = apart(
      setTimeout,
      () => {
        void look().finally(() => {
          timer = undefined;
          schedule();
        });
      },
      everyMs,
    );
    timer.unref();
  }

  async function look(): Promise<void> {
    const ended = new Set<string>();
    for (const [key, { job, userId, since }] of watched) {
      if (!(clock() - since > mostMs || (await hasEnded(job)))) continue;
      watched.delete(key);
      ended.add(userId);
    }
    if (stopped) return;
    await Promise.all([...ended].map((userId) => onEnded(userId)));
  }

  async function hasEnded(job: AskedJob): Promise<boolean> {
    try {
      return await queue.hasEnded(job.kind, job);
    } catch (error) {
      logger.debug({ err: error, job: job.jobId }, 'not known whether a job has ended');
      return false;
    }
  }

  return {
    add(job, userId) {
      if (watched.size >= mostJobs) return;
      watched.set(`${job.jobId} ${userId}`, { job, userId, since: clock() });
      schedule();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      watched.clear();
    },
  };
}
