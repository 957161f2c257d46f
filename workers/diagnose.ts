import type { Logger } from 'pino';
import { FerrymanError } from '../src/errors.ts';
import type { Stage } from '../src/flows/diagnose.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { liveMessage } from '../src/notify/live-message.ts';
import type { Notifier, Thread } from '../src/notify/notifier.ts';
import { type DiagnoseJob, type JobResult, keptMinutes } from '../src/queue/diagnose-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { renderEvidence } from '../src/render/slack/evidence.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { renderFailure, renderNote } from '../src/render/slack/notes.ts';
import { renderProgress } from '../src/render/slack/progress.ts';
import { renderReport } from '../src/render/slack/report.ts';
import type { Report } from '../src/report/report.ts';
import { nameTarget } from '../src/render/target.ts';
import { duration } from '../src/render/words.ts';
import { type Diagnose, runFlow } from './run-flow.ts';

export interface DiagnoseDeps {
  readonly inventory: Inventory;
  readonly diagnose: Diagnose;
  readonly notifier: Notifier;
  /** To the person alone, over the job's sealed reply address. */
  readonly tellAsker: (job: DiagnoseJob, message: SlackMessage) => Promise<void>;
  readonly logger: Logger;
  readonly clock: () => number;
  readonly deadlineMs: number;
}

/** One job, told as a thread: a root message, its stages, the card that replaces it, the evidence below. */
export async function answer(job: ActiveJob, deps: DiagnoseDeps): Promise<JobResult> {
  const { host, asked, requestedBy, traceId } = job.data;
  const logger = deps.logger.child({ job: job.id, traceId, host });
  logger.info({ start: job.start }, 'job started');

  const waitedMs = deps.clock() - Date.parse(job.data.requestedAt);
  if (waitedMs > keptMinutes * 60_000) {
    logger.warn({ waitedMs }, 'too old');
    const told = await openThread(job, deps, logger, tooOld(job.data, waitedMs));
    return { outcome: told === undefined ? 'not-delivered' : 'not-diagnosed' };
  }

  const thread = await openThread(
    job,
    deps,
    logger,
    renderProgress({ host, asked, askedBy: requestedBy.userId }),
  );
  if (thread === undefined) return { outcome: 'not-delivered' };

  const live = liveMessage((message) => deps.notifier.edit(thread, message), {
    clock: deps.clock,
    onFailure: (error) => logger.warn({ err: error }, 'a stage was not shown'),
  });
  const done: Stage[] = [];
  let current: Stage | undefined;
  const onStage = (stage: Stage) => {
    if (current !== undefined) done.push(current);
    current = stage;
    logger.debug({ stage }, 'stage');
    live.show(renderProgress({ host, asked, done: [...done], current, askedBy: requestedBy.userId }));
  };

  const outcome = await diagnose(job, deps, onStage);
  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw new FerrymanError('job-taken-away', 'This worker has to stop.', 'Another one does the job.');
    case 'failed':
      logger.error({ err: outcome.cause }, 'not diagnosed');
      await live.finish(renderFailure({ host, asked, sentence: outcome.sentence, next: outcome.next }));
      return { outcome: 'not-diagnosed' };
    case 'diagnosed': {
      const { report } = outcome.diagnosis;
      await live.finish(renderReport(report, { askedBy: requestedBy.userId }));
      await postEvidence(job, thread, report, deps).catch((error: unknown) =>
        // The card stands; a second diagnosis for the sake of its replies would be the worse answer.
        logger.error({ err: error }, 'the evidence was not posted'),
      );
      logger.info({ verdict: report.verdict, causes: report.causes.map(({ cause }) => cause) }, 'answered');
      return { outcome: 'answered', verdict: report.verdict };
    }
    default:
      return outcome satisfies never;
  }
}

async function postEvidence(
  job: ActiveJob,
  { channelId, ts }: Thread,
  report: Report,
  { notifier }: DiagnoseDeps,
): Promise<void> {
  const place = { channelId, threadTs: ts, since: job.data.requestedAt, again: job.start > 1 };
  for (const [index, part] of renderEvidence(report).entries()) {
    await notifier.post(place, { job: job.id, part: `evidence-${index + 1}` }, part);
  }
}

/** The job's own root message, made now or by an earlier start; undefined where the bot may not write. */
async function openThread(
  job: ActiveJob,
  deps: DiagnoseDeps,
  logger: Logger,
  message: SlackMessage,
): Promise<Thread | undefined> {
  const { host, asked, where, requestedAt } = job.data;
  try {
    if (job.progress.thread !== undefined) {
      await deps.notifier.edit(job.progress.thread, message);
      return job.progress.thread;
    }
    const ts = await deps.notifier.post(
      { channelId: where.channelId, threadTs: where.threadTs, since: requestedAt, again: job.start > 1 },
      { job: job.id, part: 'root' },
      message,
    );
    const thread = { channelId: where.channelId, ts };
    // Others join over it, and a later start finds it; neither is worth waiting for.
    void remember(job, thread, deps).catch((error: unknown) =>
      logger.warn({ err: error }, 'the thread was not noted'),
    );
    return thread;
  } catch (error) {
    if (!(error instanceof FerrymanError)) throw error;
    const noEntry = error.code === 'slack-no-entry';
    if (noEntry || job.last) {
      await deps.tellAsker(
        job.data,
        renderNote(`${nameTarget(host, asked)} was not diagnosed. ${error.message}`, error.next),
      );
    }
    if (!noEntry) throw error;
    logger.warn({ err: error, channel: where.channelId }, 'the bot cannot write there');
    return undefined;
  }
}

function tooOld({ host, asked }: DiagnoseJob, waitedMs: number): SlackMessage {
  return renderFailure({
    host,
    asked,
    sentence: `It was asked ${duration(waitedMs)} ago, and no worker could take it within ${keptMinutes} minutes.`,
    next: 'A worker is here now: run again if you still want to know.',
  });
}

async function remember(job: ActiveJob, thread: Thread, { notifier }: DiagnoseDeps): Promise<void> {
  await job.saveProgress({ thread });
  const permalink = await notifier.permalink(thread);
  if (permalink !== undefined) await job.saveProgress({ thread, permalink });
}

async function diagnose(job: ActiveJob, deps: DiagnoseDeps, onStage: (stage: Stage) => void) {
  const { asked } = job.data;
  try {
    const host = findHost(deps.inventory, job.data.host);
    return await runFlow(
      deps.diagnose,
      { host, ...(asked === undefined ? {} : { asked }) },
      { onStage, signal: job.signal, deadlineMs: deps.deadlineMs, job: job.id },
    );
  } catch (cause) {
    // Bot and worker may have read different inventories.
    if (!(cause instanceof FerrymanError)) throw cause;
    return { kind: 'failed' as const, sentence: cause.message, next: cause.next, cause };
  }
}

/** A job whose workers died under it twice: its thread must not wait for ever. */
export async function giveUp(
  job: Pick<ActiveJob, 'id' | 'data' | 'progress'>,
  { notifier, tellAsker }: Pick<DiagnoseDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const { host, asked } = job.data;
  const message = renderFailure({
    host,
    asked,
    sentence: 'Two workers ended while they diagnosed this host.',
    next: `Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  if (job.progress.thread === undefined) await tellAsker(job.data, message);
  else await notifier.edit(job.progress.thread, message);
}
