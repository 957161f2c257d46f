import { z } from 'zod';
import { accessory, action, button, contextAction, image, inputElement } from './elements.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './tables.ts';
import { plan, taskCard } from './tasks.ts';
import { anyText, blockId, plainText, text, url } from './text.ts';
import { slackFile } from './composition.ts';

/** Every block of the reference (docs.slack.dev/reference/block-kit/blocks), with its limits. */

const id = { block_id: blockId.optional() };

const section = z.strictObject({
  type: z.literal('section'),
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
  ...id,
});

const header = z.strictObject({
  type: z.literal('header'),
  text: plainText(150),
  level: z.int().min(1).max(4).optional(),
  ...id,
});

const actions = z.strictObject({
  type: z.literal('actions'),
  elements: z.array(action).min(1).max(25),
  ...id,
});

const context = z.strictObject({
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [image, ...anyText().options]))
    .min(1)
    .max(10),
  ...id,
});

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  elements: z.array(contextAction).min(1).max(5),
  ...id,
});

const divider = z.strictObject({ type: z.literal('divider'), ...id });
const markdown = z.strictObject({ type: z.literal('markdown'), text: text(12_000), ...id });

const imageBlock = z.strictObject({
  type: z.literal('image'),
  alt_text: text(2000),
  image_url: url.optional(),
  slack_file: slackFile.optional(),
  title: plainText(2000).optional(),
  ...id,
});

const input = z.strictObject({
  type: z.literal('input'),
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  ...id,
});

const file = z.strictObject({
  type: z.literal('file'),
  external_id: text(255),
  source: z.literal('remote'),
  ...id,
});

const video = z.strictObject({
  type: z.literal('video'),
  alt_text: text(2000),
  title: plainText(199),
  thumbnail_url: url,
  video_url: url.startsWith('https://'),
  title_url: url.startsWith('https://').optional(),
  author_name: text(49).optional(),
  description: plainText(199).optional(),
  provider_name: text(255).optional(),
  provider_icon_url: url.optional(),
  ...id,
});

const alert = z.strictObject({
  type: z.literal('alert'),
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  ...id,
});

const card = z.strictObject({
  type: z.literal('card'),
  hero_image: image.optional(),
  icon: image.optional(),
  title: anyText(150).optional(),
  subtitle: anyText(150).optional(),
  body: anyText(200).optional(),
  actions: z.array(button).min(1).max(2).optional(),
  ...id,
});

const carousel = z.strictObject({
  type: z.literal('carousel'),
  elements: z.array(card).min(1).max(10),
  ...id,
});

const child = z.discriminatedUnion('type', [
  actions,
  context,
  divider,
  file,
  header,
  imageBlock,
  input,
  richText,
  section,
  table,
  video,
]);

const container = z.strictObject({
  type: z.literal('container'),
  title: plainText(150).optional(),
  rich_text_title: richText.optional(),
  subtitle: anyText(150).optional(),
  icon: image.optional(),
  width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
  child_blocks: z.array(child).min(1).max(10),
  ...id,
});

export const block = z.discriminatedUnion('type', [
  ...child.options,
  alert,
  card,
  carousel,
  container,
  contextActions,
  dataTable,
  markdown,
  plan,
  taskCard,
]);
export type CheckedBlock = z.infer<typeof block>;
