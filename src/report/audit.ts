import { z } from 'zod';
import { FixMethod, FixOptions, FixOutcome, Proof, RanCommand } from './fix.ts';

/**
 * The contract `ferryman.audit/1`: what was asked, decided and done about one change, an entry each, in the order of their writing.
 * Secrets are masked by whoever writes an entry. Readers keep keys that they do not know.
 */

export const AuditPerson = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack'), team: z.string(), user: z.string() }),
  /** `machine` is where the command was typed. */
  z.object({ kind: z.literal('terminal'), login: z.string(), machine: z.string() }),
]);
export type AuditPerson = z.infer<typeof AuditPerson>;

export const AuditEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('asked'), options: FixOptions, method: FixMethod.optional() }),
  z.object({
    event: z.literal('planned'),
    method: FixMethod,
    from: z.string(),
    to: z.string(),
    /** ISO 8601. */
    expiresAt: z.string(),
  }),
  /** Ferryman refused, the plan or the click; each a sentence. */
  z.object({ event: z.literal('refused'), because: z.array(z.string()) }),
  z.object({ event: z.literal('approved') }),
  z.object({ event: z.literal('declined'), because: z.string().optional() }),
  z.object({ event: z.literal('expired') }),
  /** From here on the host may be changed. */
  z.object({ event: z.literal('began') }),
  z.object({ event: z.literal('step'), step: z.string() }),
  z.object({ event: z.literal('command'), command: RanCommand }),
  z.object({ event: z.literal('proof'), proof: Proof }),
  /** A file beside the audit; `file` is relative to the folder that the audit is in. */
  z.object({
    event: z.literal('snapshot'),
    which: z.enum(['before', 'after']),
    file: z.string(),
    sha256: z.string(),
  }),
  z.object({
    event: z.literal('ended'),
    result: FixOutcome.shape.result,
    because: z.string(),
    /** How long Docker was away. */
    downtimeSeconds: z.number().optional(),
  }),
  /** A later change has taken this one back. */
  z.object({ event: z.literal('reverted'), by: z.string() }),
]);
export type AuditEvent = z.infer<typeof AuditEvent>;

export const AuditEntry = z.intersection(
  z.object({
    schema: z.literal('ferryman.audit/1'),
    /** ISO 8601, by the clock of the machine that wrote it. */
    at: z.string(),
    /** The change: `FixPlan.id`. */
    id: z.string().regex(/^[a-z0-9]{8,32}$/),
    host: z.string(),
    /** Who did it; absent where Ferryman did by itself. */
    who: AuditPerson.optional(),
    /** Of the plan, once there is one. */
    digest: z.string().optional(),
  }),
  AuditEvent,
);
export type AuditEntry = z.infer<typeof AuditEntry>;
