import type { Logger } from 'pino';
import type { Days } from '../src/queue/days.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { KnownJob } from '../src/queue/queue.ts';
import { within } from '../src/queue/within.ts';
import type { ApprovedFix, FixOutcome } from '../src/report/fix.ts';
import type { Report } from '../src/report/report.ts';

interface CountDeps {
  readonly days: Days;
  readonly logger: Logger;
  readonly clock: () => number;
}

const patienceMs = 2_000;

/**
 * Counts, for the digest, a question that was answered with a cause, or with that the host is well and everything that was tried answers.
 * Called when the answer stands there; one that is not counted is worth no less.
 */
export async function countAnswer(
  { id, data }: Pick<KnownJob<Asked>, 'id' | 'data'>,
  { verdict, causes, symptoms }: Pick<Report, 'verdict' | 'causes' | 'symptoms'>,
  { days, logger, clock }: CountDeps,
): Promise<void> {
  const withCause = verdict === 'faulty' && causes.length > 0;
  const isWell = verdict === 'healthy' && symptoms.every(({ explainedBy }) => explainedBy.length > 0);
  if (!withCause && !isWell) return;
  const now = clock();
  const afterMs = Math.max(0, now - Date.parse(data.requestedAt));
  try {
    await within(patienceMs, days.answered({ job: id, at: new Date(now).toISOString(), afterMs, withCause }));
  } catch (error) {
    logger.warn({ err: error }, 'an answer was not counted');
  }
}

/** The same for how a change ended, as it was approved in Slack. */
export async function countFix(
  { id, host, reverts, approvedBy }: ApprovedFix,
  { result }: Pick<FixOutcome, 'result'>,
  { days, logger, clock }: CountDeps,
): Promise<void> {
  const at = new Date(clock()).toISOString();
  try {
    await within(patienceMs, days.fixed({ id, host, result, reverts: reverts !== undefined, at }));
    const tried = { id, result, ...(reverts !== undefined && { reverts }), byUserId: approvedBy, at };
    await within(patienceMs, days.tries.fixed(host, tried));
  } catch (error) {
    logger.warn({ err: error, change: id, host }, 'a change was not counted');
  }
}

/** For a message about an incident of that host: somebody had it diagnosed, again by its button too. */
export async function countDiagnosis(
  { id, data: { host, requestedBy } }: Pick<KnownJob<Asked & { readonly host: string }>, 'id' | 'data'>,
  { days, logger, clock }: CountDeps,
): Promise<void> {
  const at = new Date(clock()).toISOString();
  try {
    await within(patienceMs, days.tries.diagnosed(host, { job: id, byUserId: requestedBy.userId, at }));
  } catch (error) {
    logger.warn({ err: error, host }, 'a diagnosis was not counted');
  }
}
