import { z } from 'zod';

/** ISO 8601. */
const At = z.iso.datetime();

/** What whoever tells people remembers from one time to the next. */
export const DeskHours = z.object({
  /** When what is known of watched hosts was compared with what people were told last, and since when that was done without a gap. */
  lookedAt: At,
  awakeSince: At,
  /** Watched hosts that nobody has ever looked at, and since when they are waited for. */
  awaited: z.record(z.string(), At).optional(),
  /** Hosts that are kept quiet, and those that were: since `over` nobody has looked at them yet. */
  quiet: z.record(z.string(), z.object({ over: At.optional() })).optional(),
});
export type DeskHours = z.infer<typeof DeskHours>;
