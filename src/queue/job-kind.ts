import { z } from 'zod';
import { LANGUAGES } from '../text/language.ts';

/** One kind of job: what it is called in the store, what it holds and what it leaves behind. Each has queues of its own, so that none waits behind another. */
export interface JobKind<Job extends { readonly traceId: string }, Result> {
  readonly name: string;
  readonly job: z.ZodType<Job>;
  readonly result: z.ZodType<Result>;
  /** Equal where one answer serves both: who asks second joins the first. Undefined where each is answered by itself. */
  keyOf(job: Job): string | undefined;
}

/** A message in a channel that has, or may get, replies. */
export const Thread = z.object({ channelId: z.string(), ts: z.string() });
export type Thread = z.infer<typeof Thread>;

/**
 * What every job holds that a person asked for. Plain text in the queue's store, so it holds names and ids, never a secret.
 */
export const Asked = z.object({
  requestedBy: z.object({ teamId: z.string(), userId: z.string() }),
  where: z.object({ channelId: z.string(), threadTs: z.string().optional() }),
  /** ISO 8601, by the bot's clock. */
  requestedAt: z.iso.datetime(),
  /** Ties the log lines of bot and worker to one command. */
  traceId: z.string(),
  /** Of whoever reads the answer. Default: English, as a job of an older bot. */
  language: z.enum(LANGUAGES).optional(),
  /** Slack's response_url, encrypted (notify/sealed-url.ts): the way to a person in a channel that the bot cannot post to. */
  sealedReplyUrl: z.string().optional(),
});
export type Asked = z.infer<typeof Asked>;

/** Part of a job's key: where nobody but those who talk there could open the answer, others get one of their own. */
export function audienceOf({ channelId }: Asked['where']): string | null {
  return channelId.startsWith('D') ? channelId : null;
}

/** A question that no worker took for so long is not worth an answer any more: the host may be another one by now. */
export const keptMinutes = 15;

/** Somebody has seen enough, or does not want it any more. */
export const Stopped = z.object({
  byUserId: z.string(),
  /** ISO 8601, by the bot's clock. */ at: z.iso.datetime(),
});
export type Stopped = z.infer<typeof Stopped>;

/** What a job tells while it runs; survives the worker that wrote it. */
export const JobProgress = z.object({ thread: Thread.optional(), permalink: z.string().optional() });
export type JobProgress = z.infer<typeof JobProgress>;
