import { setTimeout as sleep } from 'node:timers/promises';

/** As much of BullMQ's Job and Queue as is used here. */
interface Finishing {
  readonly id?: string | undefined;
  readonly finishedOn?: number | undefined;
  readonly failedReason?: string;
  readonly returnvalue: unknown;
  remove(): Promise<void>;
}

interface Finding {
  getJob(id: string): Promise<Finishing | undefined>;
}

const lookEveryMs = 50;

/**
 * What a job returns. Rejects where it fails or is late, and takes a late one out of the queue. Looks again and again: a
 * connection of its own that hears of the end (BullMQ's QueueEvents) would be one for each queue, for a job a minute.
 */
export async function awaitResult(
  withinMs: number,
  queue: Finding,
  add: () => Promise<Finishing>,
): Promise<unknown> {
  const late = Date.now() + withinMs;
  const { id = '', ...job } = await add().then((added) => ({ id: added.id, remove: () => added.remove() }));
  for (;;) {
    const now = await queue.getJob(id);
    if (now?.finishedOn !== undefined) {
      if (now.failedReason !== undefined && now.failedReason !== '') throw new Error(now.failedReason);
      return now.returnvalue;
    }
    if (now === undefined || Date.now() >= late) break;
    await sleep(Math.min(lookEveryMs, Math.max(1, late - Date.now())));
  }
  // A job that runs cannot be taken away; nobody will look at its result.
  await job.remove().catch(() => undefined);
  throw new Error(`no answer within ${withinMs} ms`);
}
