import type { Logger } from 'pino';
import type { z } from 'zod';
import { dueAt, type FailedStart } from './bull-depth.ts';
import { type JobKind, JobProgress } from './job-kind.ts';
import type { ActiveJob, JobWorker, KnownJob, Traced, WorkOptions } from './queue.ts';

/** As much of BullMQ's Job and Worker as is used here, the same over every store. */
export interface BullJob {
  readonly id?: string | undefined;
  readonly data: unknown;
  readonly progress: unknown;
  readonly attemptsStarted: number;
  readonly attemptsMade: number;
  /** Milliseconds since 1970: when it was added, and when this start of it began. */
  readonly timestamp: number;
  readonly processedOn?: number | undefined;
  readonly opts: { readonly attempts?: number | undefined; readonly delay?: number | undefined };
  updateProgress(progress: JobProgress & Partial<z.infer<typeof FailedStart>>): Promise<void>;
}

interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  on(event: 'failed', listener: (job: BullJob | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<void>;
  isRunning(): boolean;
  isPaused(): boolean;
  pause(doNotWaitActive?: boolean): Promise<void>;
  cancelJob(id: string, reason?: string): boolean;
  cancelAllJobs(reason?: string): void;
  close(force?: boolean): Promise<void>;
}

type Processor<Result> = (job: BullJob, token?: string, signal?: AbortSignal) => Promise<Result>;

interface Crew<Job extends Traced, Result> {
  readonly kind: JobKind<Job, Result>;
  readonly names: readonly string[];
  readonly logger: Logger;
  run(job: ActiveJob<Job>): Promise<Result>;
  readonly onGivenUp: WorkOptions<Job>['onGivenUp'];
  start(queueName: string, process: Processor<Result>): BullWorker;
  find(queueName: string, jobId: string): Promise<Pick<BullJob, 'data'> | undefined>;
}

export async function bullWorker<Job extends Traced, Result>(
  crew: Crew<Job, Result>,
): Promise<JobWorker & { close(force?: boolean): Promise<void> }> {
  const { logger } = crew;
  const workers = crew.names.map((name) => {
    // BullMQ hands out a signal only to a processor that names all three parameters.
    const worker = crew.start(name, async (job, _token, signal) => {
      try {
        return await crew.run({
          ...activeJob(crew.kind, job, signal ?? new AbortController().signal),
          latest: async () => crew.kind.job.parse(((await crew.find(name, job.id ?? '')) ?? job).data),
        });
      } catch (error) {
        if (!isLast(job) && signal?.reason !== takenElsewhere) await noteFailed(job);
        throw error;
      }
    });
    worker.on('error', (error) => logger.warn({ err: error, queue: name }, 'worker'));
    worker.on('stalled', (job) =>
      logger.warn({ job, queue: name }, 'a worker fell silent; its job is done again'),
    );
    worker.on('failed', (job, error) => {
      const traceId = crew.kind.job.safeParse(job?.data).data?.traceId;
      logger.error({ err: error, job: job?.id, traceId, queue: name }, 'job failed');
      if (job !== undefined && error.message.includes(stalledTooOften)) void giveUp(job);
    });
    worker.on('lockRenewalFailed', (jobs) => {
      for (const job of jobs) worker.cancelJob(job, takenElsewhere);
    });
    return worker;
  });
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));

  async function giveUp(job: BullJob) {
    try {
      await crew.onGivenUp?.(knownOf(crew.kind, job));
    } catch (error) {
      logger.error({ err: error, job: job.id }, 'nobody was told that a job is given up');
    }
  }

  async function close(force = false) {
    await Promise.all(workers.map((worker) => worker.close(force)));
  }

  return {
    get running() {
      return workers.every((worker) => worker.isRunning() && !worker.isPaused());
    },
    async drain(limitMs) {
      const finished = Promise.all(workers.map((worker) => worker.pause())).then(() => 'drained' as const);
      if ((await Promise.race([finished, sleep(limitMs)])) === 'drained') {
        await close();
        return 'drained';
      }
      for (const worker of workers) worker.cancelAllJobs('the worker shuts down');
      // Time for the aborted jobs to be handed back; what is not by then is found stalled and done again.
      const handedBack = await Promise.race([finished, sleep(2_000)]);
      await close(handedBack !== 'drained');
      return 'aborted';
    },
    close,
  };
}

const takenElsewhere = 'another worker has this job now';

/** How long it waits is counted from here on; a store that does not take this will not take the failure either. */
async function noteFailed(job: BullJob): Promise<void> {
  const progress = JobProgress.safeParse(job.progress).data;
  await job.updateProgress({ ...progress, failedAt: Date.now() }).catch(() => undefined);
}

function isLast({ attemptsMade, opts }: BullJob): boolean {
  return attemptsMade + 1 >= (opts.attempts ?? 1);
}

/** BullMQ's words for a job whose lock ran out more often than `maxStalledCount`. */
const stalledTooOften = 'stalled more than allowable limit';

function knownOf<Job extends Traced>(kind: JobKind<Job, unknown>, job: BullJob): KnownJob<Job> {
  return {
    id: job.id ?? '',
    data: kind.job.parse(job.data),
    progress: JobProgress.safeParse(job.progress).data ?? {},
  };
}

function activeJob<Job extends Traced>(
  kind: JobKind<Job, unknown>,
  job: BullJob,
  signal: AbortSignal,
): Omit<ActiveJob<Job>, 'latest'> {
  return {
    ...knownOf(kind, job),
    start: job.attemptsStarted,
    waitedMs: Math.max(0, (job.processedOn ?? Date.now()) - dueAt(job)),
    last: isLast(job),
    saveProgress: (progress) => job.updateProgress(progress),
    signal,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
