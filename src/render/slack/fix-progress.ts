import type { FixStage } from '../../flows/fix/run.ts';
import { cut } from '../untrusted.ts';
import { words } from '../words.ts';
import { fixWords } from './fix-words.ts';
import type { SlackMessage } from './message.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export interface FixProgress {
  /** `Changing hz-shop`. */
  readonly title: string;
  /** Stages behind us, in their order. */
  readonly done?: readonly FixStage[];
  readonly current?: FixStage | undefined;
  /** Slack user ids, after the words for what they did. */
  readonly people: Readonly<Record<string, string>>;
}

/** While a fix is planned, and while it is carried out. */
export function renderFixProgress({ title, done = [], current, people }: FixProgress): SlackMessage {
  const shown = cut(title, 300);
  const steps = [
    ...done.map((stage) => `✅ ${fixWords.stageDone[stage]}`),
    `⏳ ${current === undefined ? words.waiting : fixWords.stageNow[current]} …`,
  ].join('   ');
  const by = Object.entries(people)
    .map(([did, id]) => `, ${did} ${mention(id)}`)
    .join('');
  return {
    text: `${escaped(shown, 400)} …`,
    blocks: [
      richText(section(plain(`${fixWords.planMark} `), bold(shown))),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: cut(`${steps}${by}`, 2500), verbatim: true }],
      },
    ],
  };
}
