import { randomUUID } from 'node:crypto';
import { FerrymanError } from '../src/errors.ts';
import { lookUpHost } from '../src/hosts/inventory.ts';
import { readSigned } from '../src/notify/signed-value.ts';
import { diagnoseJobs } from '../src/queue/diagnose-job.ts';
import { CancelButton, cancelActionId } from '../src/render/slack/operation-buttons.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { english } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { type Admission, mayAsk } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import type { Request } from './ask.ts';
import { buttonValue } from './button-value.ts';
import type { CommandDeps } from './diagnose.ts';
import { readerFor } from './reader.ts';
import { clickedRequest } from './request.ts';

/** The button of a message whose operation waits or runs. */
export function registerCancel(answers: Answers, deps: CommandDeps): void {
  answers.toButton(cancelActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    await cancel(clickedRequest(body, context, deps), action.value ?? '', deps);
  });
}

/** The worker hears of it, stops what it runs on the host and ends the message, which says who it was. */
async function cancel(request: Request, value: string, deps: CommandDeps): Promise<void> {
  const { config, queue, botToken, clock } = deps;
  const logger = deps.logger.child({
    traceId: randomUUID(),
    user: request.userId,
    channel: request.channelId,
  });
  const { t, tell } = await readerFor(request, { ...deps, logger });
  const button = readButton(value, botToken);
  if (button === undefined) {
    logger.warn('a button that is not of this Ferryman');
    await request.tell(renderNote(t`This button is not one that Ferryman put here.`));
    return;
  }
  const admission = await mayCancel(button, request, { ...deps, logger });
  if (admission.kind === 'refused') {
    logger.info({ job: button.job, because: english.tell(admission.sentence) }, 'refused');
    await request.tell(renderNote(tell(admission.sentence), tell(admission.next)));
    return;
  }
  const found = lookUpHost(config, button.host);
  const site = found.kind === 'found' ? found.host.site : undefined;
  try {
    const stopped = { byUserId: request.userId, at: new Date(clock()).toISOString() };
    const outcome = await queue.amend(diagnoseJobs, { jobId: button.job, site }, { stopped });
    logger.info({ job: button.job, host: button.host, outcome }, 'asked to cancel');
    if (outcome === 'amended') return;
    await request.tell(renderNote(t`It is over already; there is nothing left to cancel.`));
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(tell(error.sentence), tell(error.advice)));
  }
}

function readButton(value: string, botToken: string): CancelButton | undefined {
  const text = readSigned(value, botToken);
  return CancelButton.safeParse(text === undefined ? undefined : buttonValue(text)).data;
}

/** Who asked, as long as they may ask at all; and approvers. */
async function mayCancel(
  { kind, by }: CancelButton,
  request: Request,
  { config: { access }, people, logger }: Pick<CommandDeps, 'config' | 'people' | 'logger'>,
): Promise<Admission> {
  const deps = { access, people, logger };
  if (request.userId === by) return mayAsk(kind, request, deps);
  const admission = await mayAsk('approve', request, deps);
  if (admission.kind === 'admitted') return admission;
  return {
    kind: 'refused',
    sentence: say`Only who asked for this, and who may approve changes, can cancel it.`,
    next: say`Ask one of them, or wait: it ends by itself within a minute or two.`,
  };
}
