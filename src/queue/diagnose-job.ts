import { z } from 'zod';
import { Asked as Target, Verdict } from '../report/report.ts';
import { Asked, audienceOf, type JobKind, Stopped } from './job-kind.ts';

export const DiagnoseJob = z.object({
  ...Asked.shape,
  /** A name of the inventory; the worker looks the host up in its own copy. */
  host: z.string().min(1),
  asked: Target.optional(),
  /** The operation since which the answer tells the changes. */
  since: z.string().optional(),
  /** Somebody cancelled it while it waited or ran. */
  stopped: Stopped.optional(),
});
export type DiagnoseJob = z.infer<typeof DiagnoseJob>;

/** Kept small: reports live in the thread, not in the queue. */
export const JobResult = z.object({
  outcome: z.enum(['answered', 'not-answered', 'not-delivered', 'cancelled']),
  verdict: Verdict.optional(),
});
export type JobResult = z.infer<typeof JobResult>;

export const diagnoseJobs: JobKind<DiagnoseJob, JobResult> = {
  name: 'diagnose',
  job: DiagnoseJob,
  result: JobResult,
  keyOf: ({ host, asked, where }) =>
    JSON.stringify([
      host,
      asked?.port ?? null,
      asked?.container ?? null,
      asked?.to ?? null,
      audienceOf(where),
    ]),
};
