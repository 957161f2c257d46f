import type { FixStage } from '../../flows/fix/run.ts';
import { english, type Reader } from '../../text/reader.ts';
import { fixMarks } from '../fix-words.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { fixWordsFor } from './fix-words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export interface FixProgress {
  /** `Changing hz-shop`. */
  readonly title: string;
  /** Stages behind us, in their order. */
  readonly done?: readonly FixStage[];
  readonly current?: FixStage | undefined;
  /** Slack user ids. */
  readonly askedBy: string;
  readonly approvedBy?: string;
}

/** While a fix is planned, and while it is carried out. */
export function renderFixProgress(
  { title, done = [], current, askedBy, approvedBy }: FixProgress,
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  const fixWords = fixWordsFor(reader);
  const shown = cut(title, 300);
  const steps = [
    ...done.map((stage) => `✅ ${fixWords.stageDone[stage]}`),
    `⏳ ${current === undefined ? words.waiting : fixWords.stageNow[current]} …`,
  ].join('   ');
  const line = fixWords.inARow([
    steps,
    words.askedBy(mention(askedBy)),
    ...(approvedBy === undefined ? [] : [fixWords.approvedBy(mention(approvedBy))]),
  ]);
  return {
    text: `${escaped(shown, 400)} …`,
    blocks: [
      richText(section(plain(`${fixMarks.plan} `), bold(shown))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: cut(line, 2500), verbatim: true }] },
    ],
  };
}
