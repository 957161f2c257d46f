import { z } from 'zod';
import { LogQuery } from '../report/logs.ts';
import { Asked, audienceOf, type JobKind } from './job-kind.ts';

/** New lines of one log, shown in a thread while they come. */
const FollowJob = z.object({
  ...Asked.shape,
  host: z.string().min(1),
  container: z.string().min(1),
  containerId: z.string(),
  /** `grep` and `onlyErrors` of it count. */
  query: LogQuery,
  forMs: z.number(),
  /** Somebody has seen enough. */
  stopped: z
    .object({ byUserId: z.string(), /** ISO 8601, by the bot's clock. */ at: z.iso.datetime() })
    .optional(),
});
export type FollowJob = z.infer<typeof FollowJob>;

const FollowResult = z.object({
  outcome: z.enum(['followed', 'not-answered', 'not-delivered']),
  lines: z.number().optional(),
});
export type FollowResult = z.infer<typeof FollowResult>;

export const followJobs: JobKind<FollowJob, FollowResult> = {
  name: 'follow',
  job: FollowJob,
  result: FollowResult,
  keyOf: ({ host, containerId, query: { grep, onlyErrors }, where }) =>
    JSON.stringify([host, containerId, grep ?? null, onlyErrors ?? false, audienceOf(where)]),
};
