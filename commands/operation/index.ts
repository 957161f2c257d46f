import type { App } from '@slack/bolt';
import { renderNote } from '../../src/render/slack/notes.ts';
import { renderEvidence } from '../../src/render/slack/evidence.ts';
import { renderHandOff } from '../../src/render/slack/hand-off.ts';
import { bundleFile, snapshotFile } from '../../src/render/slack/operation-files.ts';
import {
  handOffActionId,
  showEvidenceActionId,
  snapshotFileActionId,
} from '../../src/render/slack/operation-buttons.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import {
  carryOut,
  type OperationAppDeps,
  type OperationClick,
  type OperationDeps,
  readClick,
} from './click.ts';
import { registerWrong } from './wrong.ts';

/** The buttons of a finished card, beside the one that runs it again. */
export function registerOperation(app: Pick<App, 'view'>, answers: Answers, deps: OperationAppDeps): void {
  for (const [actionId, work] of [
    [showEvidenceActionId, showEvidence],
    [snapshotFileActionId, uploadSnapshot],
    [handOffActionId, handOff],
  ] as const) {
    answers.toButton(actionId, async ({ ack, action, body, context }) => {
      await acknowledge(ack, context, deps);
      const click = await readClick({ body, context, value: action.value }, deps);
      if (click !== undefined) await carryOut(click, actionId, () => work(click, deps));
    });
  }
  registerWrong(app, answers, deps);
}

async function showEvidence({ record, reader, place }: OperationClick, { notifier }: OperationDeps) {
  for (const [index, part] of renderEvidence(record.report, reader).entries()) {
    await notifier.reply(place, { job: record.id, part: `evidence-${index + 1}` }, part);
  }
}

async function uploadSnapshot(
  { record, reader, place, request }: OperationClick,
  { notifier }: OperationDeps,
) {
  const file = snapshotFile(record, reader);
  if (file === undefined || (await notifier.upload(place, file)) !== 'already there') return;
  const { t } = reader;
  await request.tell(renderNote(t`The snapshot file is in this card's thread already.`));
}

/** A bundle for people who were not there: what was asked and found, all evidence, what it is not, and what the host said. */
async function handOff(
  { record, reader, place, request }: OperationClick,
  { notifier, config }: OperationDeps,
) {
  const card = await notifier.permalink(record.card);
  const message = renderHandOff(record, { by: request.userId, groups: config.support, card }, reader);
  await notifier.reply(place, { job: record.id, part: 'hand-off' }, message);
  const bundle = await notifier.upload(place, bundleFile(record, reader));
  const snapshot = snapshotFile(record, reader);
  if (snapshot !== undefined) await notifier.upload(place, snapshot);
  if (bundle !== 'already there') return;
  const { t } = reader;
  await request.tell(renderNote(t`The hand-off is in this card's thread already.`));
}
