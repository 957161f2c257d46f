import type { Logger } from 'pino';
import type { Asked, Stopped } from '../src/queue/job-kind.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import type { Cancellation } from '../src/render/slack/cancelled.ts';
import { watchForStop } from './watch-for-stop.ts';

export type StoppableJob = Asked & { readonly stopped?: Stopped | undefined };

/** Whether somebody has cancelled a job that runs. */
export interface StopWatch {
  /** Fires when somebody has. */
  readonly signal: AbortSignal;
  /** Slack user id of who it was. */
  readonly by: string | undefined;
  /** Looks no more. */
  end(): void;
  /** @param ended the hosts have let go of all that ran for it */
  how(ended: boolean): Cancellation;
}

/** Looks again and again until `end`. @param onStop when it is cancelled, and before anything is aborted */
export function stopWatch(
  job: Pick<ActiveJob<StoppableJob>, 'data' | 'latest' | 'signal'>,
  { everyMs = 500, logger }: { readonly everyMs?: number | undefined; readonly logger: Logger },
  onStop: () => void,
): StopWatch {
  const stop = new AbortController();
  const over = new AbortController();
  let { stopped } = job.data;
  if (stopped !== undefined) stop.abort();
  void watchForStop(job, { everyMs, signal: AbortSignal.any([job.signal, over.signal]), logger }, (by) => {
    over.abort();
    stopped = by;
    onStop();
    stop.abort();
  });
  return {
    signal: stop.signal,
    get by() {
      return stopped?.byUserId;
    },
    end: () => over.abort(),
    how: (ended) => ({ ...cancellationOf(job.data, stopped), state: ended ? 'ended' : 'ending' }),
  };
}

/** How a job was cancelled that no worker had begun; undefined where nobody has. */
export function cancelledInLine({
  data,
  start,
}: Pick<ActiveJob<StoppableJob>, 'data' | 'start'>): Cancellation | undefined {
  if (data.stopped === undefined) return undefined;
  // An earlier worker may have begun it, and what that ran has its time limits.
  return { ...cancellationOf(data, data.stopped), state: start === 1 ? 'in-line' : 'ending' };
}

function cancellationOf({ requestedAt }: Asked, stopped: Stopped | undefined) {
  const { byUserId: by, at } = stopped ?? { byUserId: '', at: requestedAt };
  return { by, afterMs: Date.parse(at) - Date.parse(requestedAt) };
}
