import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FollowJob } from '../src/queue/follow-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';

interface Watch {
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Looks again and again, since the bot that hears the click is another process. Never rejects. */
export async function watchForStop(
  job: ActiveJob<FollowJob>,
  { everyMs, signal, logger }: Watch,
  onStop: (stopped: NonNullable<FollowJob['stopped']>) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await sleep(everyMs, undefined, { signal });
      const { stopped } = await job.latest();
      if (stopped !== undefined && !signal.aborted) onStop(stopped);
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error }, 'not known whether somebody stopped it');
    }
  }
}
