import { inLog } from '../src/process/log-context.ts';
import type { JobQueue } from '../src/queue/queue.ts';

/** The same queue: whatever is logged while a job is done names the job and its command, whoever logs it. */
export function logJobs(queue: JobQueue): JobQueue {
  return {
    ...queue,
    work: (kind, sites, run, options) =>
      queue.work(kind, sites, (job) => inLog({ job: job.id, traceId: job.data.traceId }, () => run(job)), {
        ...options,
        onGivenUp: (job) =>
          inLog({ job: job.id, traceId: job.data.traceId }, async () => options.onGivenUp?.(job)),
      }),
  };
}
