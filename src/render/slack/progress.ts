import type { Asked } from '../../report/report.ts';
import type { Stage } from '../../flows/diagnose.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { english, type Reader } from '../../text/reader.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
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
}

/** The root message while the job lives: posted at once, edited at each stage, replaced by the card in the end. */
export function renderProgress(
  { host, asked, done = [], current, askedBy }: Progress,
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  const title = words.diagnosing(cut(nameTarget(host, asked, words), 300));
  const steps = [
    ...done.map((stage) => `✅ ${words.stageDone[stage]}`),
    `⏳ ${current === undefined ? words.waiting : words.stageNow[current]} …`,
  ].join('   ');
  const by = askedBy === undefined ? '' : ` · ${words.askedBy(mention(askedBy))}`;
  return {
    text: `${escaped(title, 400)} …`,
    blocks: [
      richText(section(plain('🔎 '), bold(title))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `${steps}${by}`, verbatim: true }] },
    ],
  };
}
