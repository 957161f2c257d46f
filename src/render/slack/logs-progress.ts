import type { LogQuery } from '../../report/logs.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type LogStage, logWordsFor } from '../logs-words.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import { tryAgain } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { renderUndone } from './notes.ts';
import { escaped, mention } from './mrkdwn.ts';
import { bold, plain, richText, section } from './rich-text.ts';

export interface LogAsked {
  readonly container: string;
  readonly host?: string | undefined;
  readonly id?: string | undefined;
  readonly query: LogQuery;
  /** Slack user id. */
  readonly askedBy?: string | undefined;
}

/** The message while the log is looked for and read; without a stage the job waits for a worker. */
export function renderLogProgress(
  { container, host, askedBy }: LogAsked,
  stage?: LogStage,
  reader: Reader = english,
): SlackMessage {
  const words = logWordsFor(reader);
  const title = cut(words.reading(words.target(container, host)), 400);
  const step = stage === undefined ? wordsFor(reader).waiting : words.stages[stage];
  const now = askedBy === undefined ? `${step} …` : words.stepFor(step, mention(askedBy));
  return {
    text: `${escaped(title, 400)} …`,
    blocks: [
      richText(section(plain('📜 '), bold(title))),
      { type: 'context', elements: [{ type: 'mrkdwn', text: `⏳ ${now}`, verbatim: true }] },
    ],
  };
}

/** What replaces it where there is no answer, and why. `again`: whether the same question may have an answer another time. */
export function renderLogFailure(
  { container, host, id, query }: LogAsked,
  why: { readonly sentence: string; readonly next: string },
  { again = true, reader = english }: { readonly again?: boolean; readonly reader?: Reader } = {},
): SlackMessage {
  const words = logWordsFor(reader);
  const title = cut(words.notRead(words.target(container, host)), 400);
  const same = {
    container,
    query,
    ...(host === undefined ? {} : { host }),
    ...(id === undefined ? {} : { id }),
  };
  return renderUndone(title, why, again ? tryAgain(same, words) : [], reader);
}
