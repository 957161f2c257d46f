import { queuesOf } from '../src/queue/all-kinds.ts';
import type { JobQueue, JobWorker } from '../src/queue/queue.ts';
import { collectionOf } from '../src/queue/records.ts';
import { queueTrouble } from '../src/queue/trouble.ts';
import { DeskHours } from '../src/report/desk-hours.ts';

export interface WorkerState {
  readonly queue: JobQueue;
  readonly crews: readonly JobWorker[];
  /** That this worker serves. */
  readonly sites: readonly (string | undefined)[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds between two runs of the desk. */
  readonly deskEveryMs: number;
  readonly clock: () => number;
  /** The bot is in this process, and Slack brings its commands over HTTP. */
  readonly byHttp: boolean;
}

/** Runs of the desk that may be missing, and the least that this is, in milliseconds: a worker that ended is noticed after a while. */
const missing = 6;
const leastMs = 60_000;

/** Why a worker could not do its work now, in sentences; empty where it can. */
export async function workerTrouble(state: WorkerState): Promise<readonly string[]> {
  const { queue, sites, startedAt, clock, byHttp } = state;
  const [ofQueue, ofDesk] = await Promise.all([
    queueTrouble(queue, { works: queuesOf(sites), since: startedAt, clock, byHttp }),
    // Where the store does not answer, the queue says so.
    deskTrouble(state).catch(() => []),
  ]);
  return [...deadCrews(state), ...ofQueue, ...ofDesk];
}

/** What is not taken by anybody here any more, and will not be before a new start. */
export function deadCrews({ crews }: Pick<WorkerState, 'crews'>): readonly string[] {
  return crews.every(({ running }) => running) ? [] : ['no jobs are taken'];
}

/** Each worker takes the desk's turns, so that it stands still only where all of them are stuck. */
async function deskTrouble({
  queue,
  startedAt,
  deskEveryMs,
  clock,
}: WorkerState): Promise<readonly string[]> {
  const hours = await collectionOf(queue.records, 'desk', DeskHours).read('hours');
  const lookedAt = Math.max(startedAt, hours === undefined ? 0 : Date.parse(hours.lookedAt));
  const missedMs = clock() - lookedAt;
  if (missedMs < Math.max(leastMs, missing * deskEveryMs)) return [];
  return [`nobody has told of watched hosts for ${Math.round(missedMs / 1_000)} s`];
}
