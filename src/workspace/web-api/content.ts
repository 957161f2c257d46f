import { z } from 'zod';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { Metadata } from '../state/message.ts';
import type { Answer, Desk } from './answer.ts';
import { refuse } from './answer.ts';
import { flag, nested } from './args.ts';
import { pictureSize } from './picture-size.ts';

/** What every writing method takes. Shapes are loose: Slack answers a bad block or metadata with an error of its own. */
export const contentShape = {
  text: z.string().optional(),
  blocks: nested(z.unknown()).optional(),
  attachments: nested(z.unknown()).optional(),
  metadata: nested(z.unknown()).optional(),
  unfurl_links: flag,
  unfurl_media: flag,
  mrkdwn: flag,
  link_names: flag,
  parse: z.string().optional(),
};

export interface Content {
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly attachments?: readonly unknown[];
  readonly metadata?: Metadata;
}

const blockList = z.array(z.record(z.string(), z.unknown()));
const metadataShape = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});
const mostText = 40_000;

/** The content of a write, or Slack's refusal of it. */
export function contentOf(
  args: z.infer<z.ZodObject<typeof contentShape>>,
  desk: Pick<Desk, 'uploaded'>,
): Content | { readonly refusal: Answer } {
  const { text = '', blocks, attachments, metadata } = args;
  if (blocks !== undefined && !Array.isArray(blocks)) return { refusal: refuse('invalid_blocks_format') };
  const problems = refusedBlocks(blocks);
  if (problems) return { refusal: problems };
  const unknown = unknownPicture(blocks, desk);
  if (unknown) return { refusal: unknown };
  if (attachments !== undefined && !Array.isArray(attachments))
    return { refusal: refuse('invalid_attachments') };
  if ((attachments?.length ?? 0) > 100) return { refusal: refuse('too_many_attachments') };
  const meta = metadataShape.safeParse(metadata);
  if (metadata !== undefined && !meta.success) return { refusal: refuse('invalid_metadata_format') };
  return {
    // Slack cuts longer texts without a word.
    text: text.slice(0, mostText),
    ...(blocks === undefined ? {} : { blocks: blockList.parse(blocks) }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(meta.success ? { metadata: meta.data } : {}),
  };
}

export function refusedBlocks(blocks: unknown): Answer | undefined {
  if (blocks === undefined) return undefined;
  const problems = checkBlocks(blocks, 'message');
  if (problems.length === 0) return undefined;
  if (problems.some(({ code }) => code === 'msg_blocks_too_long')) return refuse('msg_blocks_too_long');
  const errors = problems.map(({ message, pointer }) => `${message} [json-pointer:/blocks${pointer}]`);
  return refuse('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  });
}

/** Slack's words where a block shows a file that is none, or no picture (slackapi/python-slack-sdk issue 1658). */
function unknownPicture(blocks: unknown, { uploaded }: Pick<Desk, 'uploaded'>): Answer | undefined {
  for (const [index, block] of pictures
    .catch([])
    .parse(blocks ?? [])
    .entries()) {
    const id = block.slack_file?.id;
    if (id === undefined) continue;
    const bytes = uploaded(id)?.bytes;
    if (bytes !== undefined && pictureSize(bytes) !== undefined) continue;
    const error = `invalid slack file [json-pointer:/blocks/${index}/slack_file]`;
    return refuse('invalid_blocks', {
      errors: [error],
      response_metadata: { messages: [`[ERROR] ${error}`] },
    });
  }
  return undefined;
}

const pictures = z.array(
  z.looseObject({ slack_file: z.looseObject({ id: z.string().optional() }).optional() }),
);

export const isEmpty = ({ text, blocks, attachments }: Content): boolean =>
  text === '' && !blocks?.length && !attachments?.length;
