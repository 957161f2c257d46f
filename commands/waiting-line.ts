import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { type Asked, type JobKind, keptMinutes } from '../src/queue/job-kind.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import type { InLine } from '../src/render/slack/operation-progress.ts';
import type { DrawWaiting } from './while-waiting.ts';

/** A kind of job whose message shows where the job stands. */
export interface WaitingKind<Job extends Asked> {
  readonly kind: JobKind<Job, unknown>;
  readonly draw: DrawWaiting<Job>;
}

interface WaitingJob<Job> {
  readonly id: string;
  readonly data: Job;
  readonly site: string | undefined;
}

/**
 * Lets a job have its message while it waits: posted once it has waited for a second, edited as the line moves, and left alone as soon as
 * a worker has it.
 */
export interface WaitingLine {
  add<Job extends Asked>(kind: WaitingKind<Job>, job: WaitingJob<Job>): void;
  /** What others were watching who have ended: the jobs of this kind that wait already. */
  resume<Job extends Asked>(kind: WaitingKind<Job>, sites: readonly (string | undefined)[]): Promise<void>;
  stop(): Promise<void>;
}

interface Deps {
  readonly queue: Pick<JobQueue, 'line' | 'hasWorker' | 'list'>;
  readonly notifier: Pick<Notifier, 'announce'>;
  readonly botToken: string;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly times?: WaitingTimes | undefined;
}

/** Milliseconds. */
export interface WaitingTimes {
  /** Between two looks at the lines. */
  readonly everyMs: number;
  /** A worker that is free has taken a job by then. */
  readonly afterMs: number;
  /** Between two edits of a message: a line that moves fast is shown now and then. */
  readonly gapMs: number;
}

const usual: WaitingTimes = { everyMs: 1_000, afterMs: 1_000, gapMs: 3_000 };
/** Of a look: Slack takes about one edit a second of a whole workspace, and what runs needs most of them. */
const mostEdits = 1;
const mostPosts = 5;
const mostJobs = 500;
const mostStopMs = 2_000;

interface Watched {
  readonly kind: { readonly name: string };
  readonly site: string | undefined;
  readonly id: string;
  readonly requestedAt: number;
  readonly addedAt: number;
  announce(line: InLine): ReturnType<Notifier['announce']>;
  line?: InLine;
  /** What the message shows, and since when; nothing where there is none yet. */
  shown?: string;
  shownAt?: number;
}

export function watchLine(deps: Deps): WaitingLine {
  const { queue, notifier, botToken, clock, logger, times = usual } = deps;
  const watched = new Map<string, Watched>();
  // What is looked at serves many jobs: it belongs to none of the requests that set it off.
  const apart = AsyncLocalStorage.snapshot();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  function schedule() {
    if (timer !== undefined || stopped || watched.size === 0) return;
    timer = apart(
      setTimeout,
      () => {
        looking = look()
          .catch((error: unknown) => logger.warn({ err: error }, 'not known who waits'))
          .finally(() => {
            timer = undefined;
            schedule();
          });
      },
      times.everyMs,
    );
    timer.unref();
  }

  async function look(): Promise<void> {
    const lines = new Map<string, Watched[]>();
    for (const job of watched.values()) {
      const name = JSON.stringify([job.kind.name, job.site]);
      lines.set(name, [...(lines.get(name) ?? []), job]);
    }
    await Promise.all([...lines.values()].map((jobs) => place(jobs)));
    const due = [...watched.values()].filter(isDue);
    const fresh = due.filter(({ shown }) => shown === undefined).slice(0, mostPosts);
    const moved = due
      .filter(({ shown }) => shown !== undefined)
      .toSorted((one, other) => aheadOf(one) - aheadOf(other))
      .slice(0, mostEdits);
    for (const job of [...fresh, ...moved]) if (!stopped) await show(job);
  }

  /** Where each of these, who stand in the same line, stands now; who stands there no more is of no interest. */
  async function place(jobs: readonly Watched[]): Promise<void> {
    const [first] = jobs;
    if (first === undefined) return;
    const { kind, site } = first;
    const [line, isServed] = await Promise.all([queue.line(kind, site), queue.hasWorker(kind, site)]);
    for (const job of jobs) {
      const ahead = line.indexOf(job.id);
      const until = job.requestedAt + keptMinutes * 60_000;
      if (ahead < 0 || clock() > until) watched.delete(job.id);
      else if (isServed) job.line = { kind: 'waiting', ahead, site };
      else job.line = { kind: 'no-worker', site, until: new Date(until).toISOString() };
    }
  }

  function isDue({ line, shown, shownAt = 0, addedAt }: Watched): boolean {
    if (line === undefined || clock() < addedAt + times.afterMs) return false;
    return JSON.stringify(line) !== shown && clock() >= shownAt + times.gapMs;
  }

  async function show(job: Watched): Promise<void> {
    const { line } = job;
    if (line === undefined) return;
    try {
      const outcome = await job.announce(line);
      if (outcome === 'taken') watched.delete(job.id);
      if (outcome === 'shown') [job.shown, job.shownAt] = [JSON.stringify(line), clock()];
    } catch (error) {
      logger.warn({ err: error, job: job.id }, 'where a job stands was not shown');
      // Where Slack refuses it, the worker says why.
      if (error instanceof FerrymanError) watched.delete(job.id);
    }
  }

  function add<Job extends Asked>(
    { kind, draw }: WaitingKind<Job>,
    { id, data, site }: WaitingJob<Job>,
    addedAt: number,
  ): void {
    const { channelId, threadTs } = data.where;
    if (channelId === '' || watched.size >= mostJobs || stopped || watched.has(id)) return;
    const at = { channelId, threadTs, since: data.requestedAt, again: false };
    watched.set(id, {
      kind,
      site,
      id,
      requestedAt: Date.parse(data.requestedAt),
      addedAt,
      announce: (line) =>
        notifier.announce(at, { job: id, part: 'root' }, draw({ id, data }, line, botToken)),
    });
    schedule();
  }

  return {
    add: (kind, job) => add(kind, job, clock()),
    async resume(kind, sites) {
      for (const site of sites) {
        for (const job of await queue.list(kind.kind, [site], { state: 'live', most: mostJobs })) {
          if (!job.running) add(kind, { ...job, site }, 0);
        }
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      watched.clear();
      await Promise.race([looking, sleep(mostStopMs, undefined, { ref: false })]);
    },
  };
}

function aheadOf({ line }: Watched): number {
  return line?.kind === 'waiting' ? line.ahead : 0;
}
