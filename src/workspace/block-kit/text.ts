import { z } from 'zod';

/** Text objects and ids, with Slack's lengths (docs.slack.dev/reference/block-kit/composition-objects/text-object). */

/** A bounded string. Slack counts characters; UTF-16 units are at least as many, so this errs on the strict side. */
export const text = (max: number) => z.string().min(1).max(max);

export const url = z.string().min(1).max(3000);
export const actionId = text(255);
export const blockId = z.string().max(255);

export const plainText = (max = 3000) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });

const mrkdwn = (max = 3000) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });

export const anyText = (max = 3000) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
