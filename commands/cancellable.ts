import { diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { fixPlanJobs } from '../src/queue/fix-plan-job.ts';
import type { Asked, JobKind, Stopped } from '../src/queue/job-kind.ts';
import { logsJobs } from '../src/queue/logs-job.ts';
import type { JobQueue } from '../src/queue/queue.ts';
import type { Cancellation } from '../src/render/slack/cancelled.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import type { CancelButton } from '../src/render/slack/operation-buttons.ts';
import {
  renderDiagnosisCancelled,
  renderLogsCancelled,
  renderPlanningCancelled,
} from '../src/render/slack/operations-cancelled.ts';
import { type Reader, readerOf } from '../src/text/reader.ts';

interface JobAt {
  readonly jobId: string;
  readonly site: string | undefined;
}

/**
 * Asks whoever does the job to stop. `waiting`: nobody does it yet, and nobody will; its message is to be this. `ended`: there is nothing to
 * stop. Whoever was first has stopped it.
 */
export type Stop = (
  queue: Pick<JobQueue, 'find' | 'amend'>,
  at: JobAt,
  stopped: Stopped,
) => Promise<Stopping>;

type Stopping =
  | { readonly kind: 'running' | 'ended' }
  | { readonly kind: 'waiting'; readonly message: SlackMessage };

export const cancellable: Record<CancelButton['kind'], Stop> = {
  diagnose: stopOf(
    diagnoseJobs,
    (stopped) => ({ stopped }),
    ({ host, asked }, how, reader) => renderDiagnosisCancelled({ host, asked, ...how }, reader),
  ),
  logs: stopOf(
    logsJobs,
    (stopped) => ({ stopped }),
    ({ container, host, containerId: id, query, begun }, how, reader) =>
      renderLogsCancelled(
        // A worker of another site has looked for the container.
        { asked: { container, host, id, query }, ...how, ...(begun === undefined ? {} : { state: 'ended' }) },
        reader,
      ),
  ),
  'fix-bridge': stopOf(
    fixPlanJobs,
    (stopped) => ({ stopped }),
    ({ host }, how, reader) => renderPlanningCancelled({ host, ...how }, reader),
  ),
};

function stopOf<Job extends Asked & { readonly stopped?: Stopped | undefined }>(
  kind: JobKind<Job, unknown>,
  change: (stopped: Stopped) => Partial<Job>,
  draw: (data: Job, how: Cancellation, reader: Reader) => SlackMessage,
): Stop {
  return async (queue, at, stopped) => {
    const before = await queue.find(kind, at);
    if (before?.data.stopped !== undefined) return { kind: 'running' };
    if ((await queue.amend(kind, at, change(stopped))) === 'ended') return { kind: 'ended' };
    // Whoever takes it from here on sees that it is cancelled.
    const job = await queue.find(kind, at);
    if (job === undefined || job.running) return { kind: 'running' };
    const afterMs = Date.parse(stopped.at) - Date.parse(job.data.requestedAt);
    const how: Cancellation = { by: stopped.byUserId, afterMs, state: 'in-line' };
    return { kind: 'waiting', message: draw(job.data, how, readerOf(job.data.language)) };
  };
}
