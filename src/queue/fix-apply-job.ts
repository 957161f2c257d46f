import { z } from 'zod';
import { ApprovedFix } from '../report/fix.ts';
import { Asked, type JobKind } from './job-kind.ts';

/** What somebody decided about a plan. The first decision is the only one: its job bears the plan's id. */
const Decision = z.object({
  kind: z.enum(['approved', 'declined', 'expired']),
  /** Slack user id. */
  by: z.string(),
  /** ISO 8601, by the bot's clock. */
  at: z.iso.datetime(),
  /** The click, which Slack may deliver twice. */
  click: z.string(),
});
export type Decision = z.infer<typeof Decision>;

const FixApplyJob = z.object({
  ...Asked.shape,
  decision: Decision,
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
