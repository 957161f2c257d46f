import type { Stage } from '../../flows/diagnose.ts';
import type { Asked } from '../../report/report.ts';
import { english, type Reader } from '../../text/reader.ts';
import { nameTarget } from '../target.ts';
import { cut } from '../untrusted.ts';
import { wordsFor } from '../words.ts';
import type { SlackMessage } from './message.ts';
import { type OperationState, renderOperation } from './operation-progress.ts';

export interface Progress extends OperationState {
  readonly host: string;
  readonly asked?: Asked | undefined;
  /** Stages behind us, in their order. */
  readonly done?: readonly Stage[];
  /** What happens now; without it the job waits for a worker. */
  readonly current?: Stage | undefined;
}

/** In the order in which a flow tells them. */
const stages = ['connecting', 'reading', 'trying-ports', 'reasoning'] as const satisfies readonly Stage[];

/** The root message of a diagnosis while its job lives: edited at each stage, replaced by the card in the end. */
export function renderProgress(
  { host, asked, done = [], ...progress }: Progress,
  reader: Reader = english,
): SlackMessage {
  const words = wordsFor(reader);
  return renderOperation(
    {
      ...progress,
      emoji: '🔎',
      title: words.diagnosing(cut(nameTarget(host, asked, words), 300)),
      stages: stages.map((id) => ({ id, now: words.stageNow[id], done: words.stageDone[id] })),
      done,
    },
    reader,
  );
}
