import { z } from 'zod';
import { richText } from './rich-text.ts';
import { blockId, text } from './text.ts';

/** Tables (docs.slack.dev/reference/block-kit/blocks/table-block and data-table-block). */

// An empty cell is refused; Slack's own advice is a blank.
const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().min(1).optional(),
});
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText.omit({ block_id: true })]);
const row = z.array(cell).min(1).max(20);

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId.optional(),
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id: blockId.optional(),
  caption: text(3000),
  rows: z.array(row).min(2).max(101),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
});
