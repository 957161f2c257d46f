import { FerrymanError } from '../../errors.ts';
import type { Block } from '../state/message.ts';
import type { FormState, SlackView } from '../state/views.ts';

/** What somebody fills in: by action_id, a text, the value of an option, or the id of what is chosen. Empty takes it away. */
export type Filled = Readonly<Record<string, string>>;

type Values = Readonly<Record<string, unknown>>;
type Options = (actionId: string) => readonly Values[];

export interface FilledForm {
  readonly values: FormState;
  /** block_ids of inputs that have to be filled in and are not. */
  readonly missing: readonly string[];
}

/** The form's state with what was filled in over what the app had put there. Menus that ask the app offer what it answered last. */
export function fill({ blocks }: SlackView, filled: Filled, options: Options): FilledForm {
  const values: Record<string, Record<string, Values>> = {};
  const missing: string[] = [];
  const known = new Set<string>();
  for (const block of blocks) {
    for (const element of statefulIn(block)) {
      const id = typeof element['action_id'] === 'string' ? element['action_id'] : '';
      known.add(id);
      const state = stateOf(element, filled[id], options(id));
      values[block.block_id] = { ...values[block.block_id], [id]: state };
      if (block.type === 'input' && block['optional'] !== true && isEmpty(state))
        missing.push(block.block_id);
    }
  }
  const stray = Object.keys(filled).find((id) => !known.has(id));
  if (stray !== undefined) {
    throw new FerrymanError(
      'no-such-field',
      `The form has no field ${stray}.`,
      `It has ${[...known].join(', ')}.`,
    );
  }
  return { values, missing };
}

/** Elements that hold something; buttons and pictures do not. */
function statefulIn(block: Block): Values[] {
  const candidates = [block['element'], block['accessory'], ...arrayOf(block['elements'])];
  return candidates.filter(
    (one): one is Values =>
      isValues(one) && !['button', 'image', 'overflow', 'workflow_button'].includes(String(one['type'])),
  );
}

function stateOf(element: Values, value: string | undefined, offered: readonly Values[]): Values {
  const type = String(element['type']);
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return chosen(type, element, value, choicesOf(element));
    case 'external_select':
      return chosen(type, element, value, offered);
    case 'checkboxes': {
      const wanted = value?.split(',') ?? arrayOf(element['initial_options']).map((one) => valueOf(one));
      return { type, selected_options: choicesOf(element).filter((one) => wanted.includes(valueOf(one))) };
    }
    case 'conversations_select':
      return { type, selected_conversation: given(value) ?? element['initial_conversation'] ?? null };
    case 'channels_select':
      return { type, selected_channel: given(value) ?? element['initial_channel'] ?? null };
    case 'users_select':
      return { type, selected_user: given(value) ?? element['initial_user'] ?? null };
    default:
      return { type, value: value === '' ? null : (value ?? element['initial_value'] ?? null) };
  }
}

function chosen(
  type: string,
  element: Values,
  value: string | undefined,
  choices: readonly Values[],
): Values {
  if (value === undefined) return { type, selected_option: element['initial_option'] ?? null };
  if (value === '') return { type, selected_option: null };
  const option = [...choices, element['initial_option']].find((one) => valueOf(one) === value);
  if (option === undefined) {
    const offered = choices.map((one) => valueOf(one)).join(', ');
    throw new FerrymanError(
      'no-such-option',
      `${value} is not offered.`,
      `Offered are ${offered || 'none'}.`,
    );
  }
  return { type, selected_option: option };
}

const choicesOf = (element: Values): readonly Values[] =>
  [
    ...arrayOf(element['options']),
    ...arrayOf(element['option_groups']).flatMap((group) =>
      isValues(group) ? arrayOf(group['options']) : [],
    ),
  ].filter((one) => isValues(one));

/** An element holds one thing beside its type. */
function isEmpty(state: Values): boolean {
  return Object.entries(state).every(
    ([key, one]) => key === 'type' || one === null || (Array.isArray(one) && one.length === 0),
  );
}

const given = (value: string | undefined) => (value === '' ? undefined : value);
const valueOf = (option: unknown): string => (isValues(option) ? String(option['value']) : '');
const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
