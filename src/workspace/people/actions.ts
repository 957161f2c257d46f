import type { Block } from '../state/message.ts';

/** Finds what a click hits, and words it as a block_actions payload does. */

export interface Hit {
  readonly blockId: string;
  readonly element: Readonly<Record<string, unknown>>;
}

export function findAction(blocks: readonly Block[], actionId: string, blockId?: string): Hit | undefined {
  for (const block of blocks) {
    const element = elementsOf(block).find(({ action_id }) => action_id === actionId);
    if (element && (blockId === undefined || block.block_id === blockId))
      return { blockId: block.block_id, element };
    const inner = [
      ...blockList(block['child_blocks']),
      ...(block.type === 'carousel' ? blockList(block['elements']) : []),
    ];
    const found = findAction(inner, actionId, blockId);
    if (found) return found;
  }
  return undefined;
}

export function actionPayload({ blockId, element }: Hit, value: string | undefined, ts: string) {
  const { type, action_id, text, style } = element;
  const common = { type, action_id, block_id: blockId, action_ts: ts };
  switch (type) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return { ...common, text, value: element['value'], ...(style === undefined ? {} : { style }) };
    case 'feedback_buttons': {
      const chosen = value === 'negative' ? element['negative_button'] : element['positive_button'];
      return { ...common, ...(isRecord(chosen) ? { text: chosen['text'], value: chosen['value'] } : {}) };
    }
    case 'users_select':
      return { ...common, selected_user: value };
    case 'channels_select':
      return { ...common, selected_channel: value };
    case 'conversations_select':
      return { ...common, selected_conversation: value };
    default:
      return { ...common, selected_option: optionOf(element, value) };
  }
}

function optionOf(element: Readonly<Record<string, unknown>>, value: string | undefined) {
  const groups = records(element['option_groups']).flatMap((group) => records(group['options']));
  return [...records(element['options']), ...groups].find((option) => option['value'] === value) ?? null;
}

function elementsOf(block: Block): Record<string, unknown>[] {
  const accessory = isRecord(block['accessory']) ? [block['accessory']] : [];
  const input = isRecord(block['element']) ? [block['element']] : [];
  return [...records(block['elements']), ...records(block['actions']), ...accessory, ...input];
}

const blockList = (value: unknown): Block[] =>
  records(value).map((block) => ({
    ...block,
    type: String(block['type']),
    block_id: String(block['block_id']),
  }));

const records = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
