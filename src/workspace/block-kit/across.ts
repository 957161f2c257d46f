import type { CheckedBlock } from './blocks.ts';
import type { BlockProblem, Surface } from './problems.ts';
import { problem } from './problems.ts';

/** Rules that join fields or blocks, in Slack's words; they run on blocks whose shapes are right. */

type Found = Generator<BlockProblem>;
type At = readonly (string | number)[];

export function* acrossBlocks(blocks: readonly CheckedBlock[], surface: Surface): Found {
  yield* sameIds(blocks);
  for (const [index, block] of blocks.entries()) yield* within(block, [index]);
  if (surface !== 'message') return;
  yield* onlyOne(blocks, 'plan', 'only one plan block allowed');
  yield* onlyOneTable(blocks);
  yield* markdownTogether(blocks);
  const planned = blocks.some((block) => block.type === 'plan');
  const loose = blocks.findIndex((block) => block.type === 'task_card');
  if (planned && loose >= 0) yield problem([loose], 'a task_card cannot stand beside a plan block');
}

function* sameIds(blocks: readonly CheckedBlock[]): Found {
  const seen = new Set<string>();
  for (const [at, block] of everyBlock(blocks)) {
    if (block.block_id === undefined || block.block_id === '') continue;
    if (seen.has(block.block_id))
      yield problem([...at, 'block_id'], `\`block_id\` "${block.block_id}" already exists`);
    seen.add(block.block_id);
  }
}

/** Slack wants an action_id to be unique in its block; the same id in two blocks is a common and accepted pattern. */
function* sameActionIds(elements: readonly { action_id?: string | undefined }[], at: At): Found {
  const seen = new Set<string>();
  for (const [index, { action_id: id }] of elements.entries()) {
    if (id === undefined) continue;
    if (seen.has(id)) yield problem([...at, index, 'action_id'], `\`action_id\` "${id}" already exists`);
    seen.add(id);
  }
}

function* within(block: CheckedBlock, at: At): Found {
  switch (block.type) {
    case 'section':
      if (!block.text && !block.fields)
        yield problem([...at, 'type'], 'must define either `text` or `fields`');
      return;
    case 'actions':
    case 'context_actions':
      yield* sameActionIds(block.elements, [...at, 'elements']);
      return;
    case 'image':
      if (!block.image_url === !block.slack_file)
        yield problem(at, 'must define either `image_url` or `slack_file`');
      return;
    case 'card':
      if (!block.hero_image && !block.title && !block.actions && !block.body)
        yield problem(at, 'must define at least one of `hero_image`, `title`, `actions` or `body`');
      return;
    case 'carousel':
      for (const [index, card] of block.elements.entries()) yield* within(card, [...at, 'elements', index]);
      return;
    case 'container':
      if (!block.title && !block.rich_text_title)
        yield problem(at, 'must define either `title` or `rich_text_title`');
      if (block.default_collapsed && !block.is_collapsible)
        yield problem([...at, 'default_collapsed'], 'requires `is_collapsible`');
      for (const [index, child] of block.child_blocks.entries())
        yield* within(child, [...at, 'child_blocks', index]);
      return;
    case 'data_table':
      yield* evenRows(block, at);
      return;
    case 'alert':
    case 'context':
    case 'divider':
    case 'file':
    case 'header':
    case 'input':
    case 'markdown':
    case 'plan':
    case 'rich_text':
    case 'table':
    case 'task_card':
    case 'video':
      return;
    default:
      block satisfies never;
  }
}

function* evenRows(block: Extract<CheckedBlock, { type: 'data_table' }>, at: At): Found {
  const width = block.rows[0]?.length ?? 0;
  for (const [index, row] of block.rows.entries()) {
    if (row.length !== width)
      yield problem([...at, 'rows', index], `must have ${width} cells as the header row`);
  }
  for (const [index, cell] of (block.rows[0] ?? []).entries()) {
    if (cell.type === 'rich_text')
      yield problem([...at, 'rows', 0, index, 'type'], 'unsupported type: rich_text');
  }
  if ((block.row_header_column_index ?? 0) >= width)
    yield problem([...at, 'row_header_column_index'], `must be less than or equal to ${width - 1}`);
  if (textIn(block.rows) > 10_000) yield problem([...at, 'rows'], 'must be less than 10001 characters');
}

function* onlyOne(blocks: readonly CheckedBlock[], type: CheckedBlock['type'], words: string): Found {
  const extra = [...everyBlock(blocks)].filter(([, block]) => block.type === type).slice(1);
  for (const [at] of extra) yield problem(at, words);
}

function* onlyOneTable(blocks: readonly CheckedBlock[]): Found {
  const tables = [...everyBlock(blocks)].filter(
    ([, block]) => block.type === 'table' || block.type === 'data_table',
  );
  for (const [at] of tables.slice(1)) yield problem(at, 'only_one_table_allowed', 'only_one_table_allowed');
}

function* markdownTogether(blocks: readonly CheckedBlock[]): Found {
  let total = 0;
  for (const [at, block] of everyBlock(blocks)) {
    if (block.type !== 'markdown') continue;
    total += block.text.length;
    if (total > 12_000)
      yield problem([...at, 'text'], 'must be less than 12001 characters in all markdown blocks');
  }
}

function* everyBlock(blocks: readonly CheckedBlock[]): Generator<readonly [At, CheckedBlock]> {
  for (const [index, block] of blocks.entries()) {
    yield [[index], block];
    if (block.type !== 'container') continue;
    for (const [inner, child] of block.child_blocks.entries()) yield [[index, 'child_blocks', inner], child];
  }
}

const seen = new Set(['text', 'title', 'caption']);

/** All characters that a reader sees: what Slack counts for `msg_blocks_too_long`. */
export function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (seen.has(key) && typeof item === 'string' ? item.length : textIn(item)),
    0,
  );
}
