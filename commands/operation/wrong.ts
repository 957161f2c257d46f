import type { App, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { recordCase } from '../../src/cases/record-case.ts';
import { respondTo } from '../../src/notify/respond.ts';
import { openUrl, sealUrl } from '../../src/notify/sealed-url.ts';
import { wrongActionId } from '../../src/render/slack/operation-buttons.ts';
import { renderNote } from '../../src/render/slack/notes.ts';
import { replayCommand } from '../../src/render/slack/operation-files.ts';
import {
  renderRecordedCase,
  renderWrongForm,
  wrongField,
  wrongFormId,
} from '../../src/render/slack/wrong-form.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Answers } from '../answers.ts';
import type { Request } from '../ask.ts';
import { buttonValue } from '../button-value.ts';
import { carryOut, type OperationAppDeps, type OperationClick, readClick, readOperation } from './click.ts';

/** What the form brings back: which operation, and where its card stands. */
const Metadata = z.object({
  operation: z.string(),
  channelId: z.string(),
  threadTs: z.string().optional(),
  /** Slack's response_url, encrypted. */
  reply: z.string().optional(),
});
type Metadata = z.infer<typeof Metadata>;

/** The button that asks what is wrong, and the form that brings the answer. */
export function registerWrong(app: Pick<App, 'view'>, answers: Answers, deps: OperationAppDeps): void {
  answers.toButton(wrongActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const click = await readClick({ body, context, value: action.value }, deps);
    if (click !== undefined) await openForm(click, deps);
  });

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: wrongFormId },
    async ({ ack, body, context }) => {
      await acknowledge(() => ack(), context, deps);
      const { data } = Metadata.safeParse(buttonValue(body.view.private_metadata));
      const words = body.view.state.values[wrongField]?.[wrongField]?.value ?? '';
      if (data === undefined || words.trim() === '') return;
      const { user, team, enterprise, view } = body;
      const request: Request = {
        userId: user.id,
        teamId: team?.id ?? context.teamId ?? '',
        enterpriseId: enterprise?.id ?? context.enterpriseId,
        userTeamId: user.team_id,
        triggerId: `form ${view.id}`,
        ...whereOf(data, deps),
      };
      const click = await readOperation(request, data.operation, deps);
      if (click === undefined) return;
      await carryOut(click, wrongFormId, () => record(click, { id: view.id, words: words.trim() }, deps));
    },
  );
}

async function openForm(
  { request, record: kept, reader, logger }: OperationClick,
  deps: OperationAppDeps,
): Promise<void> {
  const { t } = reader;
  const { channelId, threadTs, replyUrl } = request;
  const metadata: Metadata = {
    operation: kept.id,
    channelId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(replyUrl === undefined ? {} : { reply: sealUrl(replyUrl, deps.botToken) }),
  };
  try {
    const view = renderWrongForm(kept, JSON.stringify(metadata), reader);
    await deps.client.views.open({ trigger_id: request.triggerId, view });
  } catch (error) {
    logger.warn({ err: error }, 'no form was opened');
    await request.tell(renderNote(t`The form did not open.`, t`Click again.`));
  }
}

function whereOf({ channelId, threadTs, reply }: Metadata, { botToken, ...deps }: OperationAppDeps) {
  const replyUrl = reply === undefined ? undefined : openUrl(reply, botToken);
  return {
    channelId,
    threadTs,
    ...(replyUrl === undefined ? {} : { replyUrl }),
    tell: async (message: Parameters<Request['tell']>[0]) =>
      replyUrl === undefined ? false : respondTo(replyUrl, message, deps),
  };
}

/** The case first, then the word of it in the thread: a note about a case that is not there would be worse than none. */
async function record(
  { request, record: kept, reader, place }: OperationClick,
  { id, words }: { readonly id: string; readonly words: string },
  { config, clock, notifier }: OperationAppDeps,
): Promise<void> {
  const at = new Date(clock()).toISOString();
  const found = await recordCase(config.cases, kept, { id, by: request.userId, at, words }, config.redact);
  const { folder, snapshot } = found;
  const replay = snapshot === undefined ? undefined : replayCommand(snapshot, kept);
  const message = renderRecordedCase(
    kept,
    { by: request.userId, folder, words: found.words, replay },
    reader,
  );
  await notifier.reply(place, { job: kept.id, part: `wrong-${id}` }, message);
}
