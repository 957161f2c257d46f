import { z } from 'zod';
import { Report } from './report.ts';

/**
 * What is kept of a diagnosis after its card stands there, so that the card's buttons can go on from it: masked, as it was shown. It holds
 * no secret and nothing by which somebody could act for another.
 */
export const OperationRecord = z.object({
  schema: z.literal('ferryman.operation/1'),
  /** Its job. */
  id: z.string(),
  /** ISO 8601: when it was asked for. */
  requestedAt: z.string(),
  /** Slack user id. */
  askedBy: z.string(),
  report: Report,
  /** The snapshot as `ferryman snapshot` writes it; absent where the host could not be reached. */
  snapshot: z.string().optional(),
  /** The message that is the card. */
  card: z.object({ channelId: z.string(), ts: z.string() }),
});
export type OperationRecord = z.infer<typeof OperationRecord>;

/** Where it is kept. */
export function operationKey(id: string): string {
  return `operation:${id}`;
}
