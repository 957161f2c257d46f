import type { LogQuery } from '../../report/logs.ts';
import { logWords } from '../logs-words.ts';
import { cut } from '../untrusted.ts';
import { words } from '../words.ts';
import { tryAgain } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { renderUndone } from './notes.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export type LogStage = keyof typeof logWords.stages;

export interface LogAsked {
  readonly container: string;
  readonly host?: string | undefined;
  readonly id?: string | undefined;
  readonly query: LogQuery;
  /** Slack user id. */
  readonly askedBy?: string | undefined;
}

/** The message while the log is looked for and read; without a stage the job waits for a worker. */
export function renderLogProgress({ container, host, askedBy }: LogAsked, stage?: LogStage): SlackMessage {
  const title = cut(logWords.reading(logWords.target(container, host)), 400);
  const by = askedBy === undefined ? '' : `, ${words.askedBy} ${mention(askedBy)}`;
  const step = stage === undefined ? words.waiting : logWords.stages[stage];
  return {
    text: `${escaped(title, 400)} …`,
    blocks: [
      richText(section(plain('📜 '), bold(title))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `⏳ ${step} …${by}`, verbatim: true }] },
    ],
  };
}

/** What replaces it where there is no answer, and why. `again`: whether the same question may have an answer another time. */
export function renderLogFailure(
  { container, host, id, query }: LogAsked,
  why: { readonly sentence: string; readonly next: string },
  { again = true }: { readonly again?: boolean } = {},
): SlackMessage {
  const title = cut(logWords.notRead(logWords.target(container, host)), 400);
  const same = {
    container,
    query,
    ...(host === undefined ? {} : { host }),
    ...(id === undefined ? {} : { id }),
  };
  return renderUndone(title, why, again ? tryAgain(same) : []);
}
