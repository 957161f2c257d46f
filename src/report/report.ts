import { z } from 'zod';

/** The contract `ferryman.report/1`. Every renderer (Slack, terminal, JSON) draws this object and nothing else. */

export const Evidence = z.object({ source: z.string(), lines: z.array(z.string()) });
export type Evidence = z.infer<typeof Evidence>;

export const Remedy = z.object({
  summary: z.string(),
  commands: z.array(z.string()),
  risk: z.string(),
  apply: z.string().optional(),
});
export type Remedy = z.infer<typeof Remedy>;

export const Subject = z.object({ kind: z.string(), name: z.string() });
export type Subject = z.infer<typeof Subject>;

export const Cause = z.object({
  cause: z.string(),
  severity: z.enum(['critical', 'warning', 'notice']),
  certainty: z.enum(['proven', 'likely']),
  subject: Subject,
  title: z.string(),
  explanation: z.string(),
  evidence: z.array(Evidence),
  falsifier: z.string(),
  fix: Remedy.optional(),
  /** Id of the cause that this one brought about; it stands right before this one. */
  behind: z.string().optional(),
});
export type Cause = z.infer<typeof Cause>;

export const Symptom = z.object({ text: z.string(), explainedBy: z.array(z.string()) });
export type Symptom = z.infer<typeof Symptom>;

const Unknown = z.object({ check: z.string(), because: z.string() });

export const Asked = z.object({
  port: z.number().optional(),
  container: z.string().optional(),
  to: z.string().optional(),
});
export type Asked = z.infer<typeof Asked>;

export const Verdict = z.enum(['healthy', 'faulty', 'unknown', 'unreachable']);
export type Verdict = z.infer<typeof Verdict>;

export const Report = z.object({
  schema: z.literal('ferryman.report/1'),
  host: z.string(),
  /** ISO 8601, the moment of the snapshot. */
  at: z.string(),
  durationMs: z.number(),
  asked: Asked.optional(),
  verdict: Verdict,
  /** Root causes only, the one that explains most first. */
  causes: z.array(Cause),
  symptoms: z.array(Symptom),
  unknowns: z.array(Unknown),
  /** Ids of the rules that ran and found nothing. */
  checked: z.array(z.string()),
});
export type Report = z.infer<typeof Report>;
