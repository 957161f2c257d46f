import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Stopped } from '../src/queue/job-kind.ts';
import type { ActiveJob } from '../src/queue/queue.ts';

interface Watch {
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Looks again and again, since the bot that hears the click is another process. Never rejects. */
export async function watchForStop(
  job: Pick<ActiveJob<{ readonly stopped?: Stopped | undefined }>, 'latest'>,
  { everyMs, signal, logger }: Watch,
  onStop: (stopped: Stopped) => void,
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
