import { z } from 'zod';

/** ISO 8601. */
const At = z.iso.datetime();

/** A channel of Slack's that was told of incidents, and that Ferryman may not write into any more. */
export const LostChannel = z.object({
  schema: z.literal('ferryman.lost-channel/1'),
  /** Its id. */
  channel: z.string(),
  /** The destination that found out: its name in ferryman.yaml, or the id of the channel. */
  destination: z.string(),
  /** Slack's word for why: `is_archived`. */
  because: z.string(),
  since: At,
  /** When somebody was told that it is so, or that nobody could be was written into the log. */
  saidAt: At.optional(),
});
export type LostChannel = z.infer<typeof LostChannel>;
