import { z } from 'zod';
import type { JobKind } from './job-kind.ts';

/** One look at a watched host, for nobody in particular: what it saw is in the record of the host. */
const WatchJob = z.object({
  host: z.string().min(1),
  ports: z.array(z.int().min(1).max(65_535)),
  /** The host as a whole, whether or not ports are watched as well. */
  whole: z.boolean(),
  /** Milliseconds until the next one, by which this one is over. */
  everyMs: z.number().positive(),
  traceId: z.string(),
});
export type WatchJob = z.infer<typeof WatchJob>;

/** `put-off`: it is to be diagnosed, and too many others are. `skipped`: it was being looked at. */
const WatchResult = z.object({
  outcome: z.enum(['unchanged', 'diagnosed', 'put-off', 'unseen', 'skipped']),
});
export type WatchResult = z.infer<typeof WatchResult>;

export const watchJobs: JobKind<WatchJob, WatchResult> = {
  name: 'watch',
  job: WatchJob,
  result: WatchResult,
  keyOf: () => undefined,
};
