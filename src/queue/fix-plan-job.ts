import { z } from 'zod';
import { FixOptions } from '../report/fix.ts';
import { Asked, audienceOf, type JobKind, Stopped } from './job-kind.ts';

/** A plan to move a bridge, or to take an earlier move back. Nothing on the host changes. */
const FixPlanJob = z.object({
  ...Asked.shape,
  host: z.string().min(1),
  options: FixOptions,
  /** Take back: the change of this id, or the latest. */
  undo: z.object({ id: z.string().optional() }).optional(),
  /** Somebody cancelled it while it waited or ran. */
  stopped: Stopped.optional(),
});
export type FixPlanJob = z.infer<typeof FixPlanJob>;

const FixPlanResult = z.object({
  outcome: z.enum(['plan', 'nothing-to-fix', 'refused', 'not-answered', 'not-delivered', 'cancelled']),
  /** What waits for an approval. */
  plan: z.object({ id: z.string(), expiresAt: z.string() }).optional(),
});
export type FixPlanResult = z.infer<typeof FixPlanResult>;

export const fixPlanJobs: JobKind<FixPlanJob, FixPlanResult> = {
  name: 'fix-plan',
  job: FixPlanJob,
  result: FixPlanResult,
  keyOf: ({ host, options: { method, network, subnet, avoid, port }, undo, where }) =>
    JSON.stringify([
      host,
      [method, network, subnet, avoid, port].map((one) => one ?? null),
      undo === undefined ? null : [undo.id ?? null],
      where.threadTs ?? null,
      audienceOf(where),
    ]),
};
