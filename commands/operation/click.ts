import type { BlockButtonAction, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { FerrymanError } from '../../src/errors.ts';
import type { Notifier } from '../../src/notify/notifier.ts';
import type { FilePlace } from '../../src/notify/upload.ts';
import { OperationButton } from '../../src/render/slack/operation-buttons.ts';
import { renderNote } from '../../src/render/slack/notes.ts';
import { OperationRecord, operationKey } from '../../src/report/operation.ts';
import type { Reader } from '../../src/text/reader.ts';
import { admits, type Request } from '../ask.ts';
import { buttonValue } from '../button-value.ts';
import type { CommandDeps } from '../diagnose.ts';
import { readerFor } from '../reader.ts';
import { clickedRequest } from '../request.ts';

export interface OperationDeps extends CommandDeps {
  readonly notifier: Pick<Notifier, 'permalink' | 'reply' | 'upload'>;
}

export interface OperationAppDeps extends OperationDeps {
  readonly client: Pick<WebClient, 'views'>;
}

/** A click on a finished card by somebody who may ask, with what is kept of its operation. */
export interface OperationClick {
  readonly request: Request;
  readonly record: OperationRecord;
  readonly reader: Reader;
  readonly logger: Logger;
  /** The card's thread. Whatever is posted there carries a mark, so that a second click posts nothing twice. */
  readonly place: FilePlace;
}

/** Undefined where nothing can be done; whoever clicked hears why. */
export async function readClick(
  { body, context, value = '' }: { body: BlockButtonAction; context: Context; value?: string | undefined },
  deps: OperationDeps,
): Promise<OperationClick | undefined> {
  const request = clickedRequest(body, context, { ...deps, within: true });
  const { data } = OperationButton.safeParse(buttonValue(value));
  return readOperation(request, data?.operation ?? '', deps);
}

/** The same for whoever sends a form that a card has opened. */
export async function readOperation(
  request: Request,
  operation: string,
  deps: OperationDeps,
): Promise<OperationClick | undefined> {
  const logger = deps.logger.child({ user: request.userId, channel: request.channelId, operation });
  const reader = await readerFor(request, { ...deps, logger });
  if (!(await admits('diagnose', request, reader, { ...deps, logger }))) return undefined;
  const record = await readRecord(operation, { ...deps, logger });
  // A card goes on in its own channel only: others may be in another.
  if (record?.card.channelId !== request.channelId) {
    const { t } = reader;
    await request.tell(
      renderNote(
        t`Nothing is kept of this diagnosis any more; that is so after seven days.`,
        t`Run it again.`,
      ),
    );
    return undefined;
  }
  const { channelId, threadTs = record.card.ts } = request;
  return {
    request,
    record,
    reader,
    logger,
    place: { channelId, threadTs, since: record.requestedAt, again: true },
  };
}

async function readRecord(
  operation: string,
  { queue, logger }: Pick<OperationDeps, 'queue' | 'logger'>,
): Promise<OperationRecord | undefined> {
  try {
    const text = await queue.kept.read(operationKey(operation));
    return text === undefined ? undefined : OperationRecord.parse(JSON.parse(text));
  } catch (error) {
    logger.warn({ err: error }, 'the record of a diagnosis cannot be read');
    return undefined;
  }
}

/** Does it; where Slack refuses, whoever clicked hears of that instead of silence. */
export async function carryOut(
  { request, reader, logger }: OperationClick,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
    logger.info({ what }, 'done from a card');
  } catch (error) {
    logger.error({ err: error, what }, 'not done from a card');
    if (!(error instanceof FerrymanError)) throw error;
    await request.tell(renderNote(reader.tell(error.sentence), reader.tell(error.advice)));
  }
}
