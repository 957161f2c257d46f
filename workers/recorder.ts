import type { Logger } from 'pino';
import type { Audit } from '../src/audit/audit.ts';
import { fixRecorder } from '../src/audit/fix-recorder.ts';
import { recordEnd } from '../src/audit/record-end.ts';
import type { ApprovedFix, FixOutcome } from '../src/report/fix.ts';
import { countFix } from './count.ts';
import type { ThreadDeps } from './thread.ts';

/** The record of one change; what it loses after the change began stands in the worker's log. */
export function recorderOf(fix: ApprovedFix, { audit, logger }: { audit: Audit; logger: Logger }) {
  return fixRecorder(audit, fix, (error) => {
    logger.error({ err: error, change: fix.id, host: fix.host }, 'not recorded');
  });
}

/** What the thread says last, the record says too, also where no flow came to an end that it could tell. */
export async function endOnRecord(
  fix: ApprovedFix,
  outcome: Pick<FixOutcome, 'result' | 'because'>,
  { audit, ...deps }: { audit: Audit } & Pick<ThreadDeps, 'days' | 'logger' | 'clock'>,
): Promise<void> {
  const { id, host, digest } = fix;
  try {
    await recordEnd(audit, { id, host, digest }, outcome);
  } catch (error) {
    deps.logger.error({ err: error, change: id, host }, 'not recorded');
  }
  await countFix(fix, outcome, deps);
}
