import { z } from 'zod';
import type { QueueDepth } from './queue.ts';

/** As much of BullMQ's Queue as is used here, the same over every store. */
interface Countable {
  getJobCounts(...states: ('waiting' | 'active')[]): Promise<Readonly<Record<string, number>>>;
  getJobs(states: 'waiting'[], start: number, end: number, oldestFirst: boolean): Promise<readonly Added[]>;
  isPaused(): Promise<boolean>;
}

interface Added {
  readonly timestamp: number;
  readonly progress: unknown;
  readonly processedOn?: number | undefined;
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
    ...(oldest === undefined ? {} : { waitsSince: Math.max(dueAt(oldest), oldest.processedOn ?? 0) }),
  };
}

/** Kept beside the progress: BullMQ itself says not when a start of a job has failed. Milliseconds since 1970. */
export const FailedStart = z.object({ failedAt: z.number() });

/**
 * From when on a worker could have taken it, or from when its last start failed on, in milliseconds since 1970. What repeats is entered long before its time, and of a job
 * that has waited for it only the options still say how long.
 */
export function dueAt({ timestamp, opts, progress }: Omit<Added, 'processedOn'>): number {
  const { failedAt = 0 } = FailedStart.safeParse(progress).data ?? {};
  return Math.max(timestamp + (opts.delay ?? 0), failedAt);
}
