import type { Logger } from 'pino';
import { type LiveMessage, liveMessage } from '../src/notify/live-message.ts';
import type { Thread } from '../src/notify/notifier.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { begin, type ThreadDeps, type Wording } from './thread.ts';

/** A job's message while the job is on its way, and where it is written down how it goes. */
export interface JobMessage {
  readonly kind: 'begun';
  readonly thread: Thread;
  readonly live: LiveMessage;
  readonly logger: Logger;
}

type Over = Extract<Awaited<ReturnType<typeof begin>>, { kind: 'over' }> & { readonly logger: Logger };

interface Opening extends ThreadDeps {
  readonly wording: Wording;
  /** For each line of the worker's log: the host, the container, the change. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly known?: Thread | undefined;
  readonly evenLate?: boolean;
}

/** Opens the message of a job that shows its stages, unless there is nobody whom its answer would reach in time. */
export async function openMessage(
  job: ActiveJob<Asked>,
  { wording, about, ...deps }: Opening,
): Promise<JobMessage | Over> {
  const logger = deps.logger.child({ job: job.id, traceId: job.data.traceId, ...about });
  logger.info({ start: job.start }, 'job started');
  const begun = await begin(job, wording, { ...deps, logger });
  if (begun.kind === 'over') return { ...begun, logger };
  const { thread } = begun;
  const live = liveMessage((message) => deps.notifier.edit(thread, message), {
    clock: deps.clock,
    onFailure: (error) => logger.warn({ err: error }, 'a stage was not shown'),
  });
  return { kind: 'begun', thread, live, logger };
}
