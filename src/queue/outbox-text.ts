import { z } from 'zod';

/** An entry of the outbox as JSON, as the stores keep it. */
export const OutboxText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      id: z.string(),
      lane: z.string(),
      order: z.number(),
      at: z.string().optional(),
      text: z.string(),
      heldUntil: z.number().optional(),
      waitsSince: z.number().optional(),
    }),
  );
