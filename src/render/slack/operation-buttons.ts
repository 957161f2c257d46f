import type { ActionsBlock, Button } from '@slack/types';
import { z } from 'zod';
import type { Asked } from '../../report/report.ts';
import { typedTarget } from '../target.ts';
import type { OperationWords } from '../operation-words.ts';
import type { Words } from '../words.ts';

export const runAgainActionId = 'diagnose_again';
export const showEvidenceActionId = 'operation_evidence';
export const snapshotFileActionId = 'operation_snapshot';
export const handOffActionId = 'operation_handoff';
export const wrongActionId = 'operation_wrong';
export const watchActionId = 'operation_watch';
export const cancelActionId = 'operation_cancel';

/** What the button of a waiting or running operation carries, signed: who asked may cancel it. */
export const CancelButton = z.object({
  kind: z.enum(['diagnose', 'logs', 'fix-bridge']),
  job: z.string(),
  /** Absent where nobody has named one. */
  host: z.string().optional(),
  by: z.string(),
});
export type CancelButton = z.infer<typeof CancelButton>;

/** What the button carries: the host and, as one types it, what was asked about; and the operation that its answer is compared with. */
export const RunAgain = z.object({
  host: z.string(),
  target: z.string().optional(),
  since: z.string().optional(),
});
export type RunAgain = z.infer<typeof RunAgain>;

/** What the other buttons of a finished card carry. */
export const OperationButton = z.object({ operation: z.string() });

/** A finished operation whose record is kept, so that its card can offer what goes on from it. */
export interface FinishedOperation {
  readonly id: string;
  /** The host was read. */
  readonly hasSnapshot: boolean;
  /** All evidence stands in the thread. */
  readonly evidencePosted: boolean;
}

/** Slack takes so many characters; no host or target of an inventory comes near. */
const valueLength = 2000;

/** The button of a card, whatever its outcome. */
export function runAgainButton(
  host: string,
  asked: Asked | undefined,
  words: Pick<Words, 'runAgain'>,
  since?: string,
): ActionsBlock[] {
  const target = typedTarget(asked);
  const again: RunAgain = {
    host,
    ...(target === undefined ? {} : { target }),
    ...(since === undefined ? {} : { since }),
  };
  const value = JSON.stringify(again);
  if (value.length > valueLength) return [];
  return [{ type: 'actions', elements: [button(runAgainActionId, words.runAgain, value)] }];
}

/** What a finished card offers beside that. */
export function operationButtons(
  { id, hasSnapshot, evidencePosted }: FinishedOperation,
  words: OperationWords,
): Button[] {
  const value = JSON.stringify({ operation: id } satisfies z.infer<typeof OperationButton>);
  return [
    ...(evidencePosted ? [] : [button(showEvidenceActionId, words.showEvidence, value)]),
    ...(hasSnapshot ? [button(snapshotFileActionId, words.snapshotFile, value)] : []),
    button(handOffActionId, words.handOff, value),
    button(wrongActionId, words.wrong, value),
  ];
}

/** The host of a card, and the port that was asked about: the words that one types behind /watch. */
export function watchButton(
  host: string,
  asked: Asked | undefined,
  { watch }: Pick<OperationWords, 'watch'>,
): Button[] {
  const value = asked?.port === undefined ? host : `${host} ${asked.port}`;
  return value === '' || value.length > valueLength ? [] : [button(watchActionId, watch, value)];
}

export function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text }, value };
}
