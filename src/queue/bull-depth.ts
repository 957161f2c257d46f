import type { QueueDepth } from './queue.ts';

/** As much of BullMQ's Queue as is used here, the same over every store. */
interface Countable {
  getJobCounts(...states: ('waiting' | 'active')[]): Promise<Readonly<Record<string, number>>>;
  getJobs(
    states: 'waiting'[],
    start: number,
    end: number,
    oldestFirst: boolean,
  ): Promise<readonly { readonly timestamp: number; readonly delay?: number | undefined }[]>;
}

export async function bullDepth(queue: Countable): Promise<QueueDepth> {
  const [{ waiting = 0, active = 0 }, [oldest]] = await Promise.all([
    queue.getJobCounts('waiting', 'active'),
    queue.getJobs(['waiting'], 0, 0, true),
  ]);
  return {
    running: active,
    waiting,
    // What repeats is entered long before its time.
    ...(oldest === undefined ? {} : { waitsSince: oldest.timestamp + (oldest.delay ?? 0) }),
  };
}
