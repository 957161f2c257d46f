import { z } from 'zod';
import { FixOutcome } from './fix.ts';

/** ISO 8601. */
const At = z.iso.datetime();

/** A change that somebody approved, and how it ended. */
export const TriedFix = z.object({
  id: z.string(),
  result: FixOutcome.shape.result,
  /** The change that it took back. */
  reverts: z.string().optional(),
  byUserId: z.string(),
  at: At,
});
export type TriedFix = z.infer<typeof TriedFix>;

/** A diagnosis that somebody asked for, and got. */
export const TriedDiagnosis = z.object({ job: z.string(), byUserId: z.string(), at: At });
export type TriedDiagnosis = z.infer<typeof TriedDiagnosis>;

/** What people had Ferryman do on a host, the oldest first. */
export const HostTries = z.object({
  schema: z.literal('ferryman.host-tries/1'),
  host: z.string(),
  fixes: z.array(TriedFix),
  diagnoses: z.array(TriedDiagnosis),
});
export type HostTries = z.infer<typeof HostTries>;

/** What was tried on the hosts of an incident since it began. */
export const Tried = z.object({
  /** How often it was seen there by a watch's look, on the host that was looked at most, and when last. */
  looks: z.number(),
  lookedAt: At.optional(),
  fixes: z.array(TriedFix.extend({ host: z.string() })),
  diagnoses: z.array(TriedDiagnosis.extend({ host: z.string() })),
});
export type Tried = z.infer<typeof Tried>;
