import { z } from 'zod';
import { anyText, plainText, text, url } from './text.ts';

/** Objects that several elements share (docs.slack.dev/reference/block-kit/composition-objects). */

export const style = z.enum(['primary', 'danger']);

export const confirmation = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: style.optional(),
});

const option = <T extends z.ZodType>(label: T) =>
  z.strictObject({ text: label, value: text(150), description: label.optional() });

/** For menus, where labels are plain. */
export const menuOption = option(plainText(75));
/** For radio buttons and checkboxes, where labels may be mrkdwn. */
export const choiceOption = option(anyText(75));
export const overflowOption = menuOption.extend({ url: url.optional() });

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(menuOption).min(1).max(100),
});

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
});

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

export const slackFile = z.strictObject({ url: url.optional(), id: text(255).optional() });

export const workflow = z.strictObject({
  trigger: z.strictObject({
    url,
    customizable_input_parameters: z
      .array(z.strictObject({ name: text(255), value: z.unknown() }))
      .optional(),
  }),
});
