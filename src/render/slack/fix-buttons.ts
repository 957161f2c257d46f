import type { ActionsBlock, ConfirmationDialog } from '@slack/types';
import { z } from 'zod';
import { ApprovedFix, type FixPlan } from '../../report/fix.ts';
import { LANGUAGES } from '../../text/language.ts';
import { oneLine } from '../untrusted.ts';
import type { SlackFixWords } from './fix-words.ts';

export const approveFixActionId = 'fix_approve';
export const declineFixActionId = 'fix_decline';
/** Its value: the words behind /fix-bridge. */
export const askFixActionId = 'fix_ask';

/** What the two buttons carry, signed: which plan, of which host and state, for whom; and the message that they belong to. */
export const PlanButton = z.object({
  ...ApprovedFix.omit({ approvedBy: true, approvedAt: true }).shape,
  channelId: z.string(),
  ts: z.string(),
  /** Of the card, which its thread goes on in. */
  language: z.enum(LANGUAGES).optional(),
});
export type PlanButton = z.infer<typeof PlanButton>;

/** Slack takes so many characters. */
const valueLength = 2000;

/** @param value a `PlanButton`, signed. Where it is too long for Slack there are no buttons. */
export function planButtons(plan: FixPlan, value: string, words: SlackFixWords): ActionsBlock[] {
  if (value.length > valueLength) return [];
  const { buttons } = words;
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: approveFixActionId,
          style: 'danger',
          text: { type: 'plain_text', text: buttons.approve },
          confirm: confirmation(plan, words),
          value,
        },
        {
          type: 'button',
          action_id: declineFixActionId,
          text: { type: 'plain_text', text: buttons.decline },
          value,
        },
      ],
    },
  ];
}

function confirmation(plan: FixPlan, { confirm }: SlackFixWords): ConfirmationDialog {
  const { title, text, yes, no } = confirm;
  return {
    title: short(title(oneLine(plan.host)), 100),
    text: short(oneLine(text(plan)), 300),
    confirm: short(yes(oneLine(plan.host)), 30),
    deny: short(no, 30),
    style: 'danger',
  };
}

function short(text: string, max: number): { type: 'plain_text'; text: string } {
  const shown = text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  return { type: 'plain_text', text: shown };
}
