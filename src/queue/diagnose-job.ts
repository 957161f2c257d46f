import { z } from 'zod';
import { Asked, Verdict } from '../report/report.ts';

/** What the bot hands to a worker. Plain text in the queue's store, so it holds names and ids, never a secret. */
export const DiagnoseJob = z.object({
  /** A name of the inventory; the worker looks the host up in its own copy. */
  host: z.string().min(1),
  asked: Asked.optional(),
  requestedBy: z.object({ teamId: z.string(), userId: z.string() }),
  where: z.object({ channelId: z.string(), threadTs: z.string().optional() }),
  /** ISO 8601, by the bot's clock. */
  requestedAt: z.iso.datetime(),
  /** Ties the log lines of bot and worker to one command. */
  traceId: z.string(),
  /** Slack's response_url, encrypted (notify/sealed-url.ts): the way to a person in a channel that the bot cannot post to. */
  sealedReplyUrl: z.string().optional(),
});
export type DiagnoseJob = z.infer<typeof DiagnoseJob>;

/** A question that no worker took for so long is not worth an answer any more: the host may be another one by now. */
export const keptMinutes = 15;

/** A message in a channel that has, or may get, replies. */
const Thread = z.object({ channelId: z.string(), ts: z.string() });

/** What a job tells while it runs; survives the worker that wrote it. */
export const JobProgress = z.object({ thread: Thread.optional(), permalink: z.string().optional() });
export type JobProgress = z.infer<typeof JobProgress>;

/** Kept small: reports live in the thread, not in the queue. */
export const JobResult = z.object({
  outcome: z.enum(['answered', 'not-diagnosed', 'not-delivered']),
  verdict: Verdict.optional(),
});
export type JobResult = z.infer<typeof JobResult>;
