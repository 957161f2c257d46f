import { z } from 'zod';
import { richText } from './rich-text.ts';
import { blockId, plainText, text, url } from './text.ts';

/** Progress (docs.slack.dev/reference/block-kit/blocks/plan-block and task-card-block). */

const task = z.strictObject({
  type: z.literal('task_card').optional(),
  block_id: blockId.optional(),
  task_id: text(255),
  title: text(3000),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url, text: text(3000) })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']).optional(),
});

export const taskCard = task.extend({ type: z.literal('task_card') });

export const plan = z.strictObject({
  type: z.literal('plan'),
  block_id: blockId.optional(),
  title: z.union([text(3000), plainText(3000)]),
  // Slack's own example leaves the type out inside a plan.
  tasks: z.array(task).min(1).max(50).optional(),
});
