import { z } from 'zod';
import { checkBlocks } from './check-blocks.ts';
import type { BlockProblem } from './problems.ts';
import { problem, problemsOf } from './problems.ts';
import { plainText, text } from './text.ts';

/** A view as an app writes it (docs.slack.dev/reference/views). */

const about = {
  blocks: z.array(z.record(z.string(), z.unknown())).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: text(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  submit_disabled: z.boolean().optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...about,
});

const home = z.strictObject({ type: z.literal('home'), ...about });

const view = z.discriminatedUnion('type', [modal, home]);
export type ViewContent = z.infer<typeof view>;

const mostBytes = 250_000;

/** A view that Slack would take, or what it would say about it; pointers start at the view. */
export function checkView(
  candidate: unknown,
): { readonly view: ViewContent } | { readonly problems: readonly BlockProblem[] } {
  const read = view.safeParse(candidate);
  if (!read.success) return { problems: read.error.issues.flatMap((issue) => problemsOf(issue, candidate)) };
  const { type, blocks } = read.data;
  const problems = checkBlocks(blocks, type).map((one) => ({ ...one, pointer: `/blocks${one.pointer}` }));
  const hasInput = blocks.some((block) => block['type'] === 'input');
  if (type === 'modal' && hasInput && read.data.submit === undefined)
    problems.push(problem(['submit'], '`submit` is required when an `input` block is within blocks'));
  if (Buffer.byteLength(JSON.stringify(read.data)) > mostBytes)
    problems.push(problem([], 'the view is too large', 'view_too_large'));
  return problems.length === 0 ? { view: read.data } : { problems };
}
