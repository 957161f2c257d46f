import { z } from 'zod';
import {
  choiceOption,
  confirmation,
  conversationFilter,
  dispatchConfig,
  menuOption,
  optionGroup,
  overflowOption,
  slackFile,
  style,
  workflow,
} from './composition.ts';
import { richText } from './rich-text.ts';
import { actionId, plainText, text, url } from './text.ts';

/** Block elements (docs.slack.dev/reference/block-kit/block-elements): a table, in the order of the documentation. */

const label = text(75);
const acts = { action_id: actionId.optional() };
const confirms = { confirm: confirmation.optional() };
const focuses = { focus_on_load: z.boolean().optional() };
const placeheld = { placeholder: plainText(150).optional() };
const chooses = { ...acts, ...confirms, ...focuses };
const menu = { ...chooses, ...placeheld };
const multi = { ...menu, max_selected_items: z.int().min(1).optional() };
const typed = { ...acts, ...focuses, ...placeheld, dispatch_action_config: dispatchConfig.optional() };
const listed = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const initialOptions = { initial_options: z.array(menuOption).min(1).optional() };

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  url: url.optional(),
  value: text(2000).optional(),
  style: style.optional(),
  accessibility_label: label.optional(),
  ...acts,
  ...confirms,
});

export const image = z.strictObject({
  type: z.literal('image'),
  alt_text: text(2000),
  image_url: url.optional(),
  slack_file: slackFile.optional(),
});

const choices = {
  type: z.literal('checkboxes'),
  options: z.array(choiceOption).min(1).max(10),
  ...chooses,
};

/** Allowed as a section's accessory, in an actions block and (most of them) in an input block. */
const pickers = [
  z.strictObject({ ...choices, initial_options: z.array(choiceOption).min(1).optional() }),
  z.strictObject({ ...choices, type: z.literal('radio_buttons'), initial_option: choiceOption.optional() }),
  z.strictObject({
    type: z.literal('datepicker'),
    initial_date: z.iso.date().optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: text(255).optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('static_select'),
    ...listed,
    initial_option: menuOption.optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('external_select'),
    min_query_length: z.int().min(0).optional(),
    initial_option: menuOption.optional(),
    ...menu,
  }),
  z.strictObject({ type: z.literal('users_select'), initial_user: text(255).optional(), ...menu }),
  z.strictObject({
    type: z.literal('conversations_select'),
    initial_conversation: text(255).optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: conversationFilter.optional(),
    ...menu,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    initial_channel: text(255).optional(),
    response_url_enabled: z.boolean().optional(),
    ...menu,
  }),
  z.strictObject({ type: z.literal('multi_static_select'), ...listed, ...initialOptions, ...multi }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    min_query_length: z.int().min(0).optional(),
    ...initialOptions,
    ...multi,
  }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    initial_users: z.array(text(255)).min(1).optional(),
    ...multi,
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    initial_conversations: z.array(text(255)).min(1).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter.optional(),
    ...multi,
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    initial_channels: z.array(text(255)).min(1).optional(),
    ...multi,
  }),
] as const; // a tuple, so that the unions below keep each member's own type

const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  initial_date_time: z.int().min(0).max(9_999_999_999).optional(),
  ...chooses,
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(overflowOption).min(1).max(5),
  ...acts,
  ...confirms,
});

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  text: plainText(75),
  workflow,
  style: style.optional(),
  accessibility_label: label.optional(),
  ...acts,
});

const number = z.string().regex(/^-?\d+(\.\d+)?$/);

export const accessory = z.discriminatedUnion('type', [...pickers, button, image, overflow, workflowButton]);

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  initial_value: richText.optional(),
  min_lines: z.int().min(1).optional(),
  max_lines: z.int().min(1).optional(),
  ...typed,
});

export const action = z.discriminatedUnion('type', [
  ...pickers,
  button,
  dateTimePicker,
  overflow,
  workflowButton,
  richTextInput,
]);

export const inputElement = z.discriminatedUnion('type', [
  ...pickers,
  dateTimePicker,
  richTextInput,
  z.strictObject({
    type: z.literal('plain_text_input'),
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
    ...typed,
  }),
  z.strictObject({ type: z.literal('email_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({ type: z.literal('url_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({
    type: z.literal('number_input'),
    is_decimal_allowed: z.boolean(),
    initial_value: number.optional(),
    min_value: number.optional(),
    max_value: number.optional(),
    ...typed,
  }),
  z.strictObject({
    type: z.literal('file_input'),
    filetypes: z.array(text(255)).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
    ...acts,
  }),
]);

const feedback = z.strictObject({
  text: plainText(75),
  value: text(2000),
  accessibility_label: label.optional(),
});

export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    positive_button: feedback,
    negative_button: feedback,
    ...acts,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    icon: z.enum(['trash']),
    text: plainText(75),
    value: text(2000).optional(),
    accessibility_label: label.optional(),
    visible_to_user_ids: z.array(text(255)).optional(),
    ...acts,
    ...confirms,
  }),
]);
