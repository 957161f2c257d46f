import { FerrymanError } from '../src/errors.ts';
import { lookUpHost } from '../src/hosts/inventory.ts';
import { traceIdHere } from '../src/process/log-context.ts';
import type { Notifier } from '../src/notify/notifier.ts';
import { readSigned } from '../src/notify/signed-value.ts';
import type { Stopped } from '../src/queue/job-kind.ts';
import { CancelButton, cancelActionId } from '../src/render/slack/operation-buttons.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import { english } from '../src/text/reader.ts';
import { say, type Text } from '../src/text/say.ts';
import { type Admission, mayAsk } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { Answers } from './answers.ts';
import type { Request } from './ask.ts';
import { buttonValue } from './button-value.ts';
import { cancellable, type Stop } from './cancellable.ts';
import type { CommandDeps } from './diagnose.ts';
import { readerFor } from './reader.ts';
import { clickedRequest } from './request.ts';

interface CancelDeps extends CommandDeps {
  readonly notifier: Pick<Notifier, 'permalink' | 'edit'>;
}

/** The button of a message whose operation waits or runs. */
export function registerCancel(answers: Answers, deps: CancelDeps): void {
  answers.toButton(cancelActionId, async ({ ack, action, body, context }) => {
    await acknowledge(ack, context, deps);
    const { message_ts: ts } = body.container;
    await cancel(
      clickedRequest(body, context, deps),
      action.value ?? '',
      typeof ts === 'string' ? ts : undefined,
      deps,
    );
  });
}

/**
 * The worker hears of it, stops what it runs on the host and ends the message, which says who it was. Where no worker has it yet the
 * message says so at once, and the one that takes it says the same and does nothing else.
 */
async function cancel(
  request: Request,
  value: string,
  ts: string | undefined,
  deps: CancelDeps,
): Promise<void> {
  const { botToken, clock } = deps;
  const logger = deps.logger.child({
    traceId: traceIdHere(),
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
  try {
    const stopped = { byUserId: request.userId, at: new Date(clock()).toISOString() };
    const stopping = await stop(button, stopped, deps);
    logger.info({ job: button.job, host: button.host, outcome: stopping.kind }, 'asked to cancel');
    if (stopping.kind === 'ended') {
      const { sentence, next } = overOf(button, deps.config);
      await request.tell(renderNote(tell(sentence), next && tell(next)));
    }
    if (stopping.kind === 'waiting' && ts !== undefined)
      await deps.notifier.edit({ channelId: request.channelId, ts }, stopping.message);
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(tell(error.sentence), tell(error.advice)));
  }
}

/** Where it is: on the site of its host, unless a worker has found that out only now, or the inventory is another one. */
async function stop(
  { kind, job, host }: CancelButton,
  stopped: Stopped,
  { config, queue }: Pick<CommandDeps, 'config' | 'queue'>,
): ReturnType<Stop> {
  const found = host === undefined ? undefined : lookUpHost(config, host);
  const likely = found?.kind === 'found' ? [found.host.site] : [];
  for (const site of new Set([...likely, ...config.hosts.map((one) => one.site), undefined])) {
    const stopping = await cancellable[kind](queue, { jobId: job, site }, stopped);
    if (stopping.kind !== 'ended') return stopping;
  }
  return { kind: 'ended' };
}

/** What is to be said where nothing was found: a host that has left the inventory may have been on a site that nobody looks at. */
function overOf({ host }: CancelButton, inventory: CommandDeps['config']): { sentence: Text; next?: Text } {
  if (host === undefined || lookUpHost(inventory, host).kind === 'found')
    return { sentence: say`It is over already; there is nothing left to cancel.` };
  return {
    sentence: say`${host} is not in the inventory any more, so it is not known here whether this still runs.`,
    next: say`Wait: it ends by itself within a minute or two.`,
  };
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
