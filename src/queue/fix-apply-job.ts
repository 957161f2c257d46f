import { z } from 'zod';
import { ApprovedFix, FixDecision } from '../report/fix.ts';
import { Asked, type JobKind } from './job-kind.ts';

const FixApplyJob = z.object({
  ...Asked.shape,
  /** The first decision is the only one: its job bears the plan's id. */
  decision: FixDecision,
  /** For a plan that was declined, too: who asked, and on which host. */
  fix: ApprovedFix,
});
export type FixApplyJob = z.infer<typeof FixApplyJob>;

const FixApplyResult = z.object({
  outcome: z.enum([
    'fixed',
    'undone',
    'not-begun',
    'pending',
    'undo-failed',
    'not-approved',
    'not-answered',
    'not-delivered',
  ]),
});
export type FixApplyResult = z.infer<typeof FixApplyResult>;

export const fixApplyJobs: JobKind<FixApplyJob, FixApplyResult> = {
  name: 'fix-apply',
  job: FixApplyJob,
  result: FixApplyResult,
  keyOf: () => undefined,
};

export function decisionIdOf({ id }: Pick<ApprovedFix, 'id'>): string {
  return `fix-${id}`;
}
