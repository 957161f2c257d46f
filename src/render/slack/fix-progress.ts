import type { FixStage } from '../../flows/fix/run.ts';
import { english, type Reader } from '../../text/reader.ts';
import { fixMarks } from '../fix-words.ts';
import { operationWords } from '../operation-words.ts';
import { cut } from '../untrusted.ts';
import { fixWordsFor } from './fix-words.ts';
import type { SlackMessage } from './message.ts';
import { mention } from './mrkdwn.ts';
import { type OperationState, renderOperation } from './operation-progress.ts';

export interface FixProgress extends OperationState {
  /** `Changing hz-shop`. */
  readonly title: string;
  /** Stages behind us, in their order. */
  readonly done?: readonly FixStage[];
  readonly current?: FixStage | undefined;
  /** Slack user id; a change that somebody approved goes to its end. */
  readonly approvedBy?: string;
}

const planned = ['connecting', 'reading', 'planning'] as const satisfies readonly FixStage[];
const applied = [
  'connecting',
  'comparing',
  'backing-up',
  'arming-the-undo',
  'changing',
  'proving',
  'disarming',
] as const satisfies readonly FixStage[];

/** While a fix is planned, and while it is carried out. */
export function renderFixProgress(
  { title, done = [], approvedBy, ...progress }: FixProgress,
  reader: Reader = english,
): SlackMessage {
  const { current } = progress;
  const words = fixWordsFor(reader);
  const usual: readonly FixStage[] = approvedBy === undefined ? planned : applied;
  // Taking back, and waiting for a host, are no stages that one expects.
  const told = current === undefined ? done : [...done, current];
  const shown = [...usual, ...new Set(told.filter((stage) => !usual.includes(stage)))];
  return renderOperation(
    {
      ...progress,
      emoji: fixMarks.plan,
      title: cut(title, 300),
      stages: shown.map((id) => ({ id, now: words.stageNow[id], done: words.stageDone[id] })),
      done,
      remarks:
        approvedBy === undefined
          ? []
          : [words.approvedBy(mention(approvedBy)), operationWords(reader).notCancellable],
    },
    reader,
  );
}
