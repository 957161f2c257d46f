import { z } from 'zod';

/** When what is known of watched hosts was compared with what people were told last, and since when that was done without a gap; ISO 8601. */
export const DeskHours = z.object({ lookedAt: z.iso.datetime(), awakeSince: z.iso.datetime() });
export type DeskHours = z.infer<typeof DeskHours>;
