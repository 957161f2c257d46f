import type { Logger } from 'pino';
import type { Audit } from '../src/audit/audit.ts';
import { fixRecorder } from '../src/audit/fix-recorder.ts';
import type { ApprovedFix } from '../src/report/fix.ts';

/** The record of one change; what it loses after the change began stands in the worker's log. */
export function recorderOf(fix: ApprovedFix, { audit, logger }: { audit: Audit; logger: Logger }) {
  return fixRecorder(audit, fix, (error) => {
    logger.error({ err: error, change: fix.id, host: fix.host }, 'not recorded');
  });
}
