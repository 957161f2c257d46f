import type { Logger } from 'pino';
import type { GovernedCommand } from '../src/config/types.ts';
import { FerrymanError } from '../src/errors.ts';
import { traceIdHere } from '../src/process/log-context.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderNote } from '../src/render/slack/notes.ts';
import type { Reader } from '../src/text/reader.ts';
import { admits, type AskDeps, type Request } from './ask.ts';
import { readerFor } from './reader.ts';

/** Somebody who may ask for this. */
export interface Admitted {
  readonly request: Request;
  readonly reader: Reader;
  readonly logger: Logger;
}

/** What needs no worker: from the right to ask straight to the answer, for who asked alone. */
export async function answerAdmitted(
  name: GovernedCommand,
  request: Request,
  deps: Pick<AskDeps, 'config' | 'people' | 'logger'>,
  answer: (by: Admitted) => Promise<SlackMessage>,
): Promise<void> {
  const { userId: user, channelId: channel } = request;
  const logger = deps.logger.child({ traceId: traceIdHere(), user, channel });
  const reader = await readerFor(request, { ...deps, logger });
  if (!(await admits(name, request, reader, { ...deps, logger }))) return;
  const answered = await answer({ request, reader, logger }).catch((error: unknown) => {
    logger.error({ err: error, command: name }, 'not done');
    return renderTrouble(error, reader);
  });
  await request.tell(answered);
}

function renderTrouble(error: unknown, { t, tell }: Reader): SlackMessage {
  return error instanceof FerrymanError
    ? renderNote(tell(error.sentence), tell(error.advice))
    : renderNote(t`That was not done: what Ferryman keeps could not be reached.`, t`Try again in a minute.`);
}
