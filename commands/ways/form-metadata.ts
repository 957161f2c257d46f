import { z } from 'zod';
import { LANGUAGES } from '../../src/text/language.ts';
import { buttonValue } from '../button-value.ts';

/** What the form brings back: where it was opened. */
export const FormMetadata = z.object({
  channelId: z.string(),
  threadTs: z.string().optional(),
  /** Slack's response_url, encrypted. */
  reply: z.string().optional(),
  language: z.enum(LANGUAGES),
  found: z.array(z.string()).default([]),
});
export type FormMetadata = z.infer<typeof FormMetadata>;

/** Undefined where the form is none of ours. */
export function readFormMetadata(text: string | undefined): FormMetadata | undefined {
  return FormMetadata.safeParse(buttonValue(text ?? '')).data;
}
