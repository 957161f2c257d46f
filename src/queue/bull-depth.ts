import type { QueueDepth } from './queue.ts';

/** As much of BullMQ's Queue as is used here, the same over every store. */
interface Countable {
  getJobCounts(...states: ('waiting' | 'active')[]): Promise<Readonly<Record<string, number>>>;
  getJobs(states: 'waiting'[], start: number, end: number, oldestFirst: boolean): Promise<readonly Added[]>;
  isPaused(): Promise<boolean>;
}

interface Added {
  readonly timestamp: number;
  readonly opts: { readonly delay?: number | undefined };
}

export async function bullDepth(queue: Countable): Promise<QueueDepth> {
  const [{ waiting = 0, active = 0 }, [oldest], paused] = await Promise.all([
    queue.getJobCounts('waiting', 'active'),
    queue.getJobs(['waiting'], 0, 0, true),
    queue.isPaused(),
  ]);
  return {
    running: active,
    waiting,
    paused,
    ...(oldest === undefined ? {} : { waitsSince: dueAt(oldest) }),
  };
}

/**
 * From when on a worker could have taken it first, in milliseconds since 1970. What repeats is entered long before its time, and of a job
 * that has waited for it only the options still say how long.
 */
export function dueAt({ timestamp, opts }: Added): number {
  return timestamp + (opts.delay ?? 0);
}
