import { type BackendFactory, type IQueueBackend, type JobType, type Telemetry, withBackend } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import { bullWorker, type BullJob } from './bull-worker.ts';
import { awaitResult } from './await-result.ts';
import { bullDepth } from './bull-depth.ts';
import type { OutboxStore } from '../notify/outbox-store.ts';
import { type JobKind, JobProgress, Stopped } from './job-kind.ts';
import type { KeptTexts } from './kept.ts';
import { queueNameOf } from './keys.ts';
import type { QueueTimes } from './open-queue.ts';
import { bullRepeats } from './bull-repeats.ts';
import type { Records } from './records.ts';
import type { Asking, JobQueue, ListedJob, Question, Traced } from './queue.ts';
import { within } from './within.ts';
import { say } from '../text/say.ts';

export interface Store<B extends IQueueBackend, C> {
  readonly kind: JobQueue['kind'];
  readonly label: string;
  readonly factory: BackendFactory<B, C>;
  readonly producer: C;
  readonly worker: C;
  readonly outbox: OutboxStore;
  readonly kept: KeptTexts;
  readonly records: Records;
  readonly prefix?: string;
  /** Whether workers of other processes can be seen, or exist at all. */
  readonly workers: 'seen' | 'unseen' | 'only here';
  readonly logger: Logger;
  readonly times: QueueTimes;
  readonly telemetry?: Telemetry | undefined;
  ping(): Promise<void>;
  /** After everything on the store is closed. */
  release(): Promise<void>;
}

type Crew = Awaited<ReturnType<typeof bullWorker>>;
type Named = { readonly name: string };

const hour = 3_600;

/** Kept long enough that a redelivery meets the job that it belongs to, and bounded. */
const jobOptions = {
  attempts: 2,
  backoff: { type: 'fixed', delay: 2_000, jitter: 0.5 },
  removeOnComplete: { age: 24 * hour, count: 1_000 },
  removeOnFail: { age: 7 * 24 * hour, count: 1_000 },
} as const;

/** Whoever waits for the result does so for seconds, and nobody asks for it afterwards. */
const callOptions = {
  attempts: 1,
  removeOnComplete: { age: 60, count: 100 },
  removeOnFail: { age: 60, count: 100 },
} as const;

/** The queue over one of BullMQ's stores; all that differs between them is in `Store`. */
export async function bullQueue<B extends IQueueBackend, C>(store: Store<B, C>): Promise<JobQueue> {
  const { logger, label } = store;
  const { Queue, Worker } = withBackend(store.factory);
  const prefix = store.prefix === undefined ? {} : { prefix: store.prefix };
  const traced = store.telemetry === undefined ? {} : { telemetry: store.telemetry };
  const queues = new Map<string, ReturnType<typeof openBullQueue>>();
  const workers = new Set<{ readonly names: readonly string[]; readonly crew: Crew }>();

  function openBullQueue(name: string) {
    const queue = new Queue(name, {
      ...prefix,
      ...traced,
      connection: store.producer,
      defaultJobOptions: jobOptions,
    });
    queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'queue'));
    // One that was opened while the store did not answer stays useless; whoever asks next gets another.
    queue.waitUntilReady().catch(async () => {
      if (queues.get(name) === queue) queues.delete(name);
      await queue.close().catch(() => undefined);
    });
    return queue;
  }

  function queueOf(kind: Named, site: string | undefined) {
    return queueNamed(queueNameOf(kind, site));
  }

  function queueNamed(name: string) {
    const known = queues.get(name) ?? openBullQueue(name);
    queues.set(name, known);
    return known;
  }

  async function hand<Job extends Traced>(
    kind: JobKind<Job, unknown>,
    { jobId, site, job: data, delayMs = 0 }: Question<Job>,
  ): Promise<Asking> {
    const queue = queueOf(kind, site);
    // BullMQ 6.7 on PostgreSQL enters the question for a known id too and then never takes it out again, so look first.
    if ((await queue.getJob(jobId)) !== undefined) return { kind: 'queued', jobId };
    const key = kind.keyOf(data);
    const same = key === undefined ? {} : { deduplication: { id: key } };
    const add = () => queue.add(kind.name, data, { jobId, delay: delayMs, ...same });
    const added = await add();
    if (added.id === jobId || added.id === undefined) return { kind: 'queued', jobId };
    const running = await queue.getJob(added.id);
    if (running !== undefined && running.finishedOn === undefined && !isStopped(running.data)) {
      return { kind: 'joined', jobId: added.id, progress: readProgress(running) };
    }
    // Ended a moment ago, or cancelled, or its entry outlived it: either way this question is to be answered anew.
    if (key !== undefined) await queue.removeDeduplicationKey(key);
    await add();
    return { kind: 'queued', jobId };
  }

  /** Both stores add nothing where the id is known, ended jobs included, and that in one step. */
  async function claim<Job extends Traced>(
    kind: JobKind<Job, unknown>,
    { jobId, site, job: data }: Question<Job>,
  ): Promise<Job> {
    const queue = queueOf(kind, site);
    await queue.add(kind.name, data, { jobId });
    const holder = await queue.getJob(jobId);
    return kind.job.parse(holder?.data);
  }

  async function handOver<Job extends Traced, Outcome>(
    kind: JobKind<Job, unknown>,
    asked: Question<Job>,
    hands: (question: Question<Job>) => Promise<Outcome>,
  ): Promise<Outcome> {
    const question = { ...asked, job: kind.job.parse(asked.job) };
    try {
      return await handTwice(() => within(3_000, hands(question)));
    } catch (cause) {
      logger.error({ err: cause, job: question.jobId, traceId: question.job.traceId }, 'job not queued');
      throw new FerrymanError(
        'queue-unreachable',
        say`The queue does not answer, so nothing may come of this request.`,
        say`Try again in a minute; asking twice runs it once.`,
        { cause },
      );
    }
  }

  return {
    kind: store.kind,
    label,
    outbox: store.outbox,
    kept: store.kept,
    records: store.records,
    repeats: bullRepeats(queueOf),

    ask: (kind, asked) => handOver(kind, asked, (question) => hand(kind, question)),

    first: (kind, asked) => handOver(kind, asked, (question) => claim(kind, question)),

    async call(kind, { site, job }, withinMs) {
      const data = kind.job.parse(job);
      const queue = queueOf(kind, site);
      try {
        const answered = awaitResult(withinMs, queue, () => queue.add(kind.name, data, callOptions));
        // A store that is frozen must not hold up whoever asks.
        const answer = await within(withinMs + 250, answered);
        return kind.result.safeParse(answer).data;
      } catch (error) {
        logger.warn({ err: error, queue: queue.name, traceId: data.traceId }, 'nobody answered');
        return undefined;
      }
    },

    async amend(kind, { jobId, site }, changes) {
      try {
        return await within(3_000, amended());
      } catch (cause) {
        logger.error({ err: cause, job: jobId }, 'job not amended');
        throw new FerrymanError(
          'queue-unreachable',
          say`The queue does not answer.`,
          say`Try again in a minute.`,
          {
            cause,
          },
        );
      }

      async function amended() {
        const job = await queueOf(kind, site).getJob(jobId);
        if (job === undefined || job.finishedOn !== undefined) return 'ended';
        await job.updateData(kind.job.parse({ ...kind.job.parse(job.data), ...changes }));
        return 'amended';
      }
    },

    async work(kind, sites, run, options) {
      const names = sites.map((site) => queueNameOf(kind, site));
      // Where all workers are here there is one, and BullMQ 6.7 on PostgreSQL would ask without a pause while a job is kept back.
      if (options.alone === true && store.workers !== 'only here')
        await Promise.all(names.map((name) => queueNamed(name).setGlobalConcurrency(1)));
      const crew = await bullWorker({
        kind,
        names,
        logger,
        run,
        onGivenUp: options.onGivenUp,
        find: (name, id) => queueNamed(name).getJob(id),
        start: (name, process) =>
          new Worker(name, process, {
            ...prefix,
            ...traced,
            connection: store.worker,
            concurrency: options.concurrency,
            lockDuration: store.times.lockMs,
            stalledInterval: store.times.stalledCheckMs,
            maxStalledCount: 1,
          }),
      });
      workers.add({ names, crew });
      return crew;
    },

    async list(kind, sites, { state, most }) {
      const states: JobType[] = state === 'live' ? ['active', 'waiting', 'delayed'] : ['completed', 'failed'];
      const found = await within(
        2_000,
        // So many come of each state.
        Promise.all(sites.map((site) => queueOf(kind, site).getJobs(states, 0, most - 1))),
      );
      return found.flatMap((jobs) => newest(jobs, most)).flatMap((job) => listed(kind, job) ?? []);
    },

    async hasEnded(kind, { jobId, site }) {
      const job = await within(2_000, queueOf(kind, site).getJob(jobId));
      return job === undefined || job.finishedOn !== undefined;
    },

    async find(kind, { jobId, site }) {
      const job = await within(2_000, queueOf(kind, site).getJob(jobId));
      if (job === undefined || job.finishedOn !== undefined) return undefined;
      return listed(kind, job);
    },

    async line(kind, site) {
      const waiting = await within(1_000, queueOf(kind, site).getWaiting());
      return waiting.flatMap(({ id, data }) => (id === undefined || isStopped(data) ? [] : [id]));
    },

    async hasWorker(kind, site) {
      const name = queueNameOf(kind, site);
      if ([...workers].some(({ names, crew }) => crew.running && names.includes(name))) return true;
      if (store.workers !== 'seen') return store.workers === 'unseen';
      try {
        return (await within(1_500, queueOf(kind, site).getWorkersCount())) > 0;
      } catch (error) {
        // A Redis user may be allowed everything but CLIENT LIST.
        logger.warn({ err: error, queue: name }, 'the queue does not say who works on it');
        return true;
      }
    },

    async workers(kind, site) {
      if (store.workers === 'unseen') return undefined;
      const name = queueNameOf(kind, site);
      if (store.workers === 'seen') return within(2_000, queueNamed(name).getWorkersCount());
      return [...workers].filter(({ names, crew }) => crew.running && names.includes(name)).length;
    },

    depth: (kind, site) => within(2_000, bullDepth(queueOf(kind, site))),

    ping: () => within(2_000, store.ping()),

    async backlog() {
      const live = await Promise.all(
        [...queues.values()].map((queue) => queue.getJobs(['waiting', 'active', 'delayed'])),
      );
      // Of what repeats there is always a next one.
      return live.flat().filter(({ repeatJobKey }) => repeatJobKey === undefined).length;
    },

    async close() {
      await Promise.all([...workers].map(({ crew }) => crew.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await store.release();
    },
  };
}

/** A command that timed out on a frozen Redis may have been carried out; the same job id makes the second try safe. */
async function handTwice<Outcome>(hand: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await hand();
  } catch {
    return hand();
  }
}

interface BullListed extends BullJob {
  readonly returnvalue: unknown;
  readonly finishedOn?: number | undefined;
}

function newest<Job extends { readonly timestamp: number }>(jobs: readonly Job[], most: number): Job[] {
  return jobs.toSorted((one, other) => other.timestamp - one.timestamp).slice(0, most);
}

/** Undefined where another version of this program added it. */
function listed<Job extends Traced, Result>(
  kind: JobKind<Job, Result>,
  job: BullListed,
): ListedJob<Job, Result> | undefined {
  const { success, data } = kind.job.safeParse(job.data);
  if (!success || job.id === undefined) return undefined;
  const result = kind.result.safeParse(job.returnvalue).data;
  const running = job.processedOn !== undefined && job.finishedOn === undefined;
  return { id: job.id, data, progress: readProgress(job), running, result };
}

/** Of any kind that people may cancel. */
const Cancelled = z.object({ stopped: Stopped });
const isStopped = (data: unknown) => Cancelled.safeParse(data).success;

function readProgress(job: BullJob | undefined): JobProgress {
  return JobProgress.safeParse(job?.progress).data ?? {};
}
