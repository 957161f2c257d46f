import { within } from '../src/queue/within.ts';
import type { Logger } from 'pino';
import type { DiagnoseJob } from '../src/queue/diagnose-job.ts';
import type { KeptTexts } from '../src/queue/kept.ts';
import type { KnownJob } from '../src/queue/queue.ts';
import { OperationRecord, operationKey } from '../src/report/operation.ts';
import type { Diagnosis } from '../src/flows/diagnose.ts';

interface Deps {
  readonly kept: KeptTexts;
  readonly logger: Logger;
}

/** People come back to a card after a weekend. */
const keptMs = 7 * 24 * 3_600_000;
/** The card does not wait longer for a store. */
const patienceMs = 2_000;

/** Keeps what the card's buttons go on from; false where the store does not take it, and then the card has none of them. */
export async function keepOperation(
  job: KnownJob<DiagnoseJob>,
  { report, snapshot }: Diagnosis,
  card: OperationRecord['card'],
  { kept, logger }: Deps,
): Promise<boolean> {
  const record: OperationRecord = {
    schema: 'ferryman.operation/1',
    id: job.id,
    requestedAt: job.data.requestedAt,
    askedBy: job.data.requestedBy.userId,
    card,
    report,
    ...(snapshot === undefined ? {} : { snapshot: `${JSON.stringify(snapshot, undefined, 1)}\n` }),
  };
  try {
    await within(patienceMs, kept.write(operationKey(job.id), JSON.stringify(record), keptMs));
    return true;
  } catch (error) {
    logger.warn({ err: error }, 'the record of a diagnosis was not kept');
    return false;
  }
}

/** The operation that this one is compared with; undefined where it asks for none, or where none is kept any more. */
export async function earlierOperation(
  { data }: KnownJob<DiagnoseJob>,
  { kept, logger }: Deps,
): Promise<OperationRecord | undefined> {
  if (data.since === undefined) return undefined;
  try {
    const text = await within(patienceMs, kept.read(operationKey(data.since)));
    const record = text === undefined ? undefined : OperationRecord.parse(JSON.parse(text));
    // A button may be older than a host's new name.
    return record?.report.host === data.host ? record : undefined;
  } catch (error) {
    logger.warn({ err: error, since: data.since }, 'an earlier diagnosis is not known');
    return undefined;
  }
}
