import type { FixOutcome } from '../report/fix.ts';
import type { Audit, AuditSubject } from './audit.ts';

/**
 * Sees to it that what was asked has an end in the record: a flow tells the end of what the host was told to do, and none where it came to
 * that. Throws as `Audit.record` does.
 */
export async function recordEnd(
  audit: Pick<Audit, 'record' | 'read'>,
  subject: AuditSubject,
  { result, because }: Pick<FixOutcome, 'result' | 'because'>,
): Promise<void> {
  if ((await lastEnd(audit, subject)) !== result)
    await audit.record(subject, { event: 'ended', result, because });
}

async function lastEnd(
  audit: Pick<Audit, 'read'>,
  { id, host }: AuditSubject,
): Promise<FixOutcome['result'] | undefined> {
  let last: FixOutcome['result'] | undefined;
  try {
    for await (const line of audit.read()) {
      if (line.kind !== 'entry' || line.entry.event !== 'ended') continue;
      if (line.entry.id === id && line.entry.host === host) last = line.entry.result;
    }
  } catch {
    // What cannot be read is written all the same; twice is better than never.
  }
  return last;
}
