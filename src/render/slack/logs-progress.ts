import type { LogQuery } from '../../report/logs.ts';
import { type Reader, english } from '../../text/reader.ts';
import { type LogStage, logWordsFor } from '../logs-words.ts';
import { operationWords } from '../operation-words.ts';
import { cut } from '../untrusted.ts';
import { tryAgain } from './logs-buttons.ts';
import type { SlackMessage } from './message.ts';
import { renderUndone } from './notes.ts';
import { type OperationState, renderOperation } from './operation-progress.ts';

export interface LogAsked {
  readonly container: string;
  readonly host?: string | undefined;
  readonly id?: string | undefined;
  readonly query: LogQuery;
  /** Slack user id. */
  readonly askedBy?: string | undefined;
}

export interface LogProgress extends LogAsked, OperationState {
  /** Stages behind us, in their order. */
  readonly done?: readonly LogStage[];
  /** What happens now; without it the job waits for a worker. */
  readonly current?: LogStage | undefined;
}

const stages = ['finding', 'reading', 'reasoning'] as const satisfies readonly LogStage[];

/** The message while the log is looked for and read. */
export function renderLogProgress(
  { container, host, done = [], ...progress }: LogProgress,
  reader: Reader = english,
): SlackMessage {
  const words = logWordsFor(reader);
  const { logDone } = operationWords(reader);
  return renderOperation(
    {
      ...progress,
      emoji: '📜',
      title: cut(words.reading(words.target(container, host)), 400),
      stages: stages.map((id) => ({ id, now: words.stages[id], done: logDone[id] })),
      done,
    },
    reader,
  );
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
