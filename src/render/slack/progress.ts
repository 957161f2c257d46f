import type { ActionsBlock } from '@slack/types';
import type { Asked } from '../../report/report.ts';
import type { Stage } from '../../flows/diagnose.ts';
import { type OperationWords, operationWords } from '../operation-words.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { english, type Reader } from '../../text/reader.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { button, cancelActionId } from './operation-buttons.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export interface Progress {
  readonly host: string;
  readonly asked?: Asked | undefined;
  /** Stages behind us, in their order. */
  readonly done?: readonly Stage[];
  /** What happens now; without it the job waits for a worker. */
  readonly current?: Stage | undefined;
  /** Slack user id. */
  readonly askedBy?: string | undefined;
  /** Of the button that cancels it: a `CancelButton`, signed. */
  readonly cancel?: string | undefined;
  /** Slack user id of who cancelled it, while it ends. */
  readonly stoppedBy?: string | undefined;
}

/** The root message while the job lives: posted at once, edited at each stage, replaced by the card in the end. */
export function renderProgress(
  { host, asked, done = [], current, askedBy, cancel, stoppedBy }: Progress,
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  const title = words.diagnosing(cut(nameTarget(host, asked, words), 300));
  const steps = [
    ...done.map((stage) => `✅ ${words.stageDone[stage]}`),
    `⏳ ${current === undefined ? words.waiting : words.stageNow[current]} …`,
  ].join('   ');
  const own = operationWords(reader);
  const by = [
    ...(askedBy === undefined ? [] : [words.askedBy(mention(askedBy))]),
    ...(stoppedBy === undefined ? [] : [own.stopping(mention(stoppedBy))]),
  ].map((one) => ` · ${one}`);
  return {
    text: `${escaped(title, 400)} …`,
    blocks: [
      richText(section(plain('🔎 '), bold(title))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${steps}${by.join('')}`, verbatim: true }] },
      ...cancelButton(stoppedBy === undefined ? cancel : undefined, own),
    ],
  };
}

function cancelButton(value: string | undefined, { cancel }: OperationWords): ActionsBlock[] {
  if (value === undefined || value.length > 2000) return [];
  return [{ type: 'actions', elements: [button(cancelActionId, cancel, value)] }];
}
