import { z } from 'zod';
import { FixOutcome } from './fix.ts';

/** ISO 8601. */
const At = z.iso.datetime();

const Answered = z.object({
  /** Id of the job: the same question counts once, however often a worker began it. */
  job: z.string(),
  at: At,
  /** Milliseconds from the question to the card. */
  afterMs: z.number(),
  /** It named a cause; else it said that the host is well. */
  withCause: z.boolean(),
});
export type Answered = z.infer<typeof Answered>;

/** A change that somebody approved in Slack, and how it ended. */
export const Fixed = z.object({
  id: z.string(),
  host: z.string(),
  result: FixOutcome.shape.result,
  /** It took an earlier change back. */
  reverts: z.boolean(),
  at: At,
});
export type Fixed = z.infer<typeof Fixed>;

/** What Ferryman did for people on one day (UTC). */
export const DayRecord = z.object({
  schema: z.literal('ferryman.day/1'),
  /** `2026-11-23` */
  day: z.string(),
  answers: z.array(Answered),
  /** There were more answers than are kept. */
  full: z.boolean(),
  fixes: z.array(Fixed),
});
export type DayRecord = z.infer<typeof DayRecord>;
