import type { OutboxStore } from '../notify/outbox-store.ts';
import type { JobKind, JobProgress } from './job-kind.ts';
import type { KeptTexts } from './kept.ts';
import type { Records } from './records.ts';
import type { Repeats } from './repeats.ts';

/** The contract between the bot and the workers: the same over Redis and over the store inside the process. */
export interface JobQueue {
  readonly kind: 'redis' | 'embedded';
  /** Where the jobs are, for people; without credentials. */
  readonly label: string;
  /** Where the answers wait until Slack has them; as durable as the jobs. */
  readonly outbox: OutboxStore;
  /** What the buttons of a finished card go on from. */
  readonly kept: KeptTexts;
  /** What stays until it is taken away: watches, incidents. */
  readonly records: Records;
  readonly repeats: Repeats;
  /** Hands a job over, or finds the one that answers the same question; one that somebody has cancelled answers nobody. Rejects with a `FerrymanError`. */
  ask<Job extends Traced, Result>(kind: JobKind<Job, Result>, question: Question<Job>): Promise<Asking>;
  /**
   * Hands a job over under an id for which there is only ever one, whoever asks how often and from how many processes; what that one
   * holds. Rejects as `ask` does.
   */
  first<Job extends Traced, Result>(kind: JobKind<Job, Result>, question: Question<Job>): Promise<Job>;
  /**
   * Hands a small job over and waits for what comes of it; undefined where nothing did in time, whatever the reason. Who asks too
   * late to be answered is not answered late.
   */
  call<Job extends Traced, Result>(
    kind: JobKind<Job, Result>,
    call: Omit<Question<Job>, 'jobId'>,
    withinMs: number,
  ): Promise<Result | undefined>;
  /**
   * Changes what a job holds while it waits or runs; its worker sees that with `latest`, one that begins it anew at once. `ended` where
   * nobody will look any more. Rejects with a `FerrymanError`.
   */
  amend<Job extends Traced, Result>(
    kind: JobKind<Job, Result>,
    job: Omit<Question<Job>, 'job'>,
    changes: Partial<Job>,
  ): Promise<'amended' | 'ended'>;
  /** Takes jobs of these sites (`undefined` is the site of hosts that name none) until closed. */
  work<Job extends Traced, Result>(
    kind: JobKind<Job, Result>,
    sites: readonly (string | undefined)[],
    run: (job: ActiveJob<Job>) => Promise<Result>,
    options: WorkOptions<Job>,
  ): Promise<JobWorker>;
  /** Jobs of these sites that wait or run (`live`), or that ended lately, the newest first; at most so many of each site. */
  list<Job extends Traced, Result>(
    kind: JobKind<Job, Result>,
    sites: readonly (string | undefined)[],
    which: { readonly state: 'live' | 'ended'; readonly most: number },
  ): Promise<ListedJob<Job, Result>[]>;
  /** Whether nobody will do anything for this job any more. Rejects where the store does not answer. */
  hasEnded(kind: { readonly name: string }, job: Pick<Question<unknown>, 'jobId' | 'site'>): Promise<boolean>;
  /** A job that waits or runs; undefined where it has ended or nobody knows of it. Rejects where the store does not answer. */
  find<Job extends Traced, Result>(
    kind: JobKind<Job, Result>,
    job: Omit<Question<Job>, 'job'>,
  ): Promise<ListedJob<Job, Result> | undefined>;
  /** Ids of the jobs of a site that wait, the next one first; without those that somebody has cancelled. Rejects as `find` does. */
  line(kind: { readonly name: string }, site: string | undefined): Promise<readonly string[]>;
  /** False where no worker takes the jobs of this site just now, as far as the store can tell; true where it cannot. */
  hasWorker(kind: { readonly name: string }, site: string | undefined): Promise<boolean>;
  /** Workers that take the jobs of this site just now; undefined where the store cannot tell. Rejects as `find` does. */
  workers(kind: { readonly name: string }, site: string | undefined): Promise<number | undefined>;
  /** How much there is to do. Rejects as `find` does. */
  depth(kind: { readonly name: string }, site: string | undefined): Promise<QueueDepth>;
  /** Rejects where the store does not answer within two seconds. */
  ping(): Promise<void>;
  /** Jobs that somebody asked for and that wait or run, over the sites that this queue has asked or worked for. */
  backlog(): Promise<number>;
  close(): Promise<void>;
}

export interface Traced {
  readonly traceId: string;
}

export interface Question<Job> {
  /** From the trigger (keys.ts), so that a redelivery is the same job. */
  readonly jobId: string;
  readonly site: string | undefined;
  readonly job: Job;
  /** No worker takes it before so many milliseconds have passed. */
  readonly delayMs?: number;
}

export type Asking =
  | { readonly kind: 'queued'; readonly jobId: string }
  /** Another job answers the same question just now; its progress names the thread once there is one. */
  | { readonly kind: 'joined'; readonly jobId: string; readonly progress: JobProgress };

/** Of one queue; what is only due later counts as neither. */
export interface QueueDepth {
  readonly running: number;
  readonly waiting: number;
  /** Since when the next one in line could have begun; milliseconds since 1970. */
  readonly waitsSince?: number;
  /** Somebody has stopped the queue, for all workers. */
  readonly paused: boolean;
}

export interface WorkOptions<Job> {
  /** Jobs at the same time for each site. */
  readonly concurrency: number;
  /** One job at a time over all workers of the store, however many there are. */
  readonly alone?: boolean;
  /** A job whose workers died twice under it will not be tried again; here is the chance to say so. */
  readonly onGivenUp?: (job: KnownJob<Job>) => Promise<void>;
}

/** What is known of a job that nobody runs. */
export interface KnownJob<Job> {
  readonly id: string;
  readonly data: Job;
  readonly progress: JobProgress;
}

/** A job as it was when somebody looked. */
export interface ListedJob<Job, Result> extends KnownJob<Job> {
  readonly running: boolean;
  /** Of one that ended as it should. */
  readonly result?: Result | undefined;
}

export interface ActiveJob<Job> extends KnownJob<Job> {
  /** 1 for the first start; more where an earlier worker died or failed. */
  readonly start: number;
  /** Milliseconds from when a worker could have taken it until this one did, by the clocks of both. */
  readonly waitedMs: number;
  /** Nothing will run this job again after it failed now. */
  readonly last: boolean;
  saveProgress(progress: JobProgress): Promise<void>;
  /** What the job holds now; rejects where the store does not answer. */
  latest(): Promise<Job>;
  /** Fires when the worker shuts down or lost its lock: somebody else will do this job. */
  readonly signal: AbortSignal;
}

export interface JobWorker {
  readonly running: boolean;
  /** Takes no new job, waits for the running ones, aborts what is left; those are done again by another worker. */
  drain(limitMs: number): Promise<'drained' | 'aborted'>;
}
