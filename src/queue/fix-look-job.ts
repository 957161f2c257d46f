import { z } from 'zod';
import { ApprovedFix } from '../report/fix.ts';
import { Asked, type JobKind, Thread } from './job-kind.ts';

/** Asks a host again what became of a change, after it could not be asked when the change should have been over. */
const FixLookJob = z.object({
  ...Asked.shape,
  fix: ApprovedFix,
  /** The message that says that the end is not known. */
  thread: Thread,
  /** From 1. */
  look: z.number().int(),
  /** ISO 8601: the last look is about then. */
  until: z.iso.datetime(),
});
export type FixLookJob = z.infer<typeof FixLookJob>;

const FixLookResult = z.object({ outcome: z.enum(['told', 'looks-again', 'gave-up']) });
export type FixLookResult = z.infer<typeof FixLookResult>;

export const fixLookJobs: JobKind<FixLookJob, FixLookResult> = {
  name: 'fix-look',
  job: FixLookJob,
  result: FixLookResult,
  keyOf: () => undefined,
};
