import { diagnoseJobs } from '../queue/diagnose-job.ts';
import { fixApplyJobs } from '../queue/fix-apply-job.ts';
import { fixPlanJobs } from '../queue/fix-plan-job.ts';
import { followJobs } from '../queue/follow-job.ts';
import type { Asked, JobKind } from '../queue/job-kind.ts';
import { logsJobs } from '../queue/logs-job.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { JobStatus, QueueStatus } from './status.ts';

/** Of each kind and site; more is a number in `queues`. */
const most = 20;

/** What people asked for and has not ended; only queues in which there is anything are asked. */
export async function readJobs(
  queue: Pick<JobQueue, 'list'>,
  queues: readonly QueueStatus[],
): Promise<JobStatus[]> {
  async function of<Job extends Asked>(
    kind: JobKind<Job, unknown> & { readonly name: string },
    about: (job: Job) => Pick<JobStatus, 'kind' | 'host' | 'container' | 'asked'>,
  ): Promise<JobStatus[]> {
    const busy = queues.filter((one) => one.kind === kind.name && one.running + one.waiting > 0);
    const lists = await Promise.all(
      busy.map(async ({ site }) => {
        const live = await queue.list(kind, [site], { state: 'live', most });
        return live.map(({ id, data, running }) => ({
          id,
          ...about(data),
          ...(site === undefined ? {} : { site }),
          since: data.requestedAt,
          running,
        }));
      }),
    );
    return lists.flat();
  }
  const [diagnoses, logs, follows, plans, changes] = await Promise.all([
    of(diagnoseJobs, ({ host, asked }) => ({ kind: 'diagnose', host, ...(asked && { asked }) })),
    of(logsJobs, ({ host, container }) => ({ kind: 'logs', container, ...(host && { host }) })),
    of(followJobs, ({ host, container }) => ({ kind: 'follow', host, container })),
    of(fixPlanJobs, ({ host }) => ({ kind: 'fix-plan', host })),
    of(fixApplyJobs, ({ fix: { host } }) => ({ kind: 'fix-apply', host })),
  ]);
  return [...diagnoses, ...logs, ...follows, ...plans, ...changes];
}
