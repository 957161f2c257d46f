import type { DiagnoseRequest, Diagnosis, Stage } from '../src/flows/diagnose.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { cancelValue } from '../src/notify/cancel-value.ts';
import type { LiveMessage } from '../src/notify/live-message.ts';
import type { Thread } from '../src/notify/notifier.ts';
import type { DiagnoseJob, JobResult } from '../src/queue/diagnose-job.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import { renderEvidence } from '../src/render/slack/evidence.ts';
import { renderFailure } from '../src/render/slack/notes.ts';
import { renderDiagnosisCancelled } from '../src/render/slack/operations-cancelled.ts';
import { renderProgress } from '../src/render/slack/progress.ts';
import { renderReport } from '../src/render/slack/report.ts';
import { nameTarget } from '../src/render/target.ts';
import { renderChange } from '../src/render/slack/change.ts';
import type { KeptTexts } from '../src/queue/kept.ts';
import { wordsFor } from '../src/render/words.ts';
import type { Report } from '../src/report/report.ts';
import type { Language } from '../src/text/language.ts';
import { readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { keepVerdict } from './keep-verdict.ts';
import { countAnswer, countDiagnosis } from './count.ts';
import { earlierOperation, keepOperation } from './operation.ts';
import { openMessage } from './job-message.ts';
import { runStoppable } from './run-stoppable.ts';
import { servedBy } from './served-by.ts';
import { stages } from './stages.ts';
import { cancelledInLine, stopWatch } from './stop-watch.ts';
import { giveUp, repliesOf, takenAway, tellCancelled, type ThreadDeps, type Wording } from './thread.ts';

/** What a worker gives to a run; the flow brings its own shells. */
export interface DiagnoseRun {
  readonly onStage: (stage: Stage) => void;
  readonly signal: AbortSignal;
  readonly language?: Language;
}

export type Diagnose = (request: DiagnoseRequest, run: DiagnoseRun) => Promise<Diagnosis>;

export interface DiagnoseDeps extends ThreadDeps {
  readonly inventory: Inventory;
  readonly diagnose: Diagnose;
  readonly kept: KeptTexts;
  readonly deadlineMs: number;
  /** The bot's, with which buttons are signed. */
  readonly token: string;
  /** What people call this worker. */
  readonly worker?: string;
  /** Milliseconds between two looks whether somebody has cancelled it. */
  readonly askMs?: number;
}

/** One job, told as a thread: a root message, its stages, the card that replaces it, the evidence below. */
export async function answerDiagnose(job: ActiveJob<DiagnoseJob>, deps: DiagnoseDeps): Promise<JobResult> {
  const { host, asked, requestedBy, language } = job.data;
  const reader = readerOf(language);
  const cancel = cancelValue({ kind: 'diagnose', job: job.id, host, by: requestedBy.userId }, deps.token);
  const progress = {
    host,
    asked,
    askedBy: requestedBy.userId,
    servedBy: servedBy(host, deps),
    waitedMs: deps.clock() - Date.parse(job.data.requestedAt),
    cancel,
  };
  const wording = { ...wordingOf(job.data), waiting: renderProgress(progress, reader) };
  const inLine = cancelledInLine(job);
  if (inLine !== undefined)
    return tellCancelled(job, renderDiagnosisCancelled({ host, asked, ...inLine }, reader), {
      ...deps,
      wording,
    });
  const opened = await openMessage(job, { ...deps, wording, about: { host } });
  if (opened.kind === 'over') return { outcome: opened.outcome };
  const { thread, live, logger } = opened;

  let done: Stage[] = [];
  let current: Stage | undefined;
  const show = () => live.show(renderProgress({ ...progress, done, current, stoppedBy: watch.by }, reader));
  const watch = stopWatch(job, { everyMs: deps.askMs, logger }, () => show());
  const onStage = stages<Stage>((behind, stage) => {
    [done, current] = [behind, stage];
    logger.debug({ stage }, 'stage');
    show();
  });
  const outcome = await runStoppable(
    // Bot and worker may have read different inventories.
    async (signal) =>
      deps.diagnose(requestOf(job.data, deps.inventory), { onStage, signal, language: reader.language }),
    {
      signal: job.signal,
      stop: watch.signal,
      deadlineMs: deps.deadlineMs,
      job: job.id,
      what: say`The diagnosis`,
      host,
    },
  );
  watch.end();
  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      logger.error({ err: outcome.cause }, 'not diagnosed');
      await live.finish(wording.failure(outcome));
      return { outcome: 'not-answered' };
    case 'cancelled':
      await live.finish(renderDiagnosisCancelled({ host, asked, ...watch.how(outcome.ended) }, reader));
      logger.info({ by: watch.by, ended: outcome.ended }, 'cancelled');
      return { outcome: 'cancelled' };
    case 'done': {
      const { report } = outcome.result;
      await finish(job, outcome.result, thread, { ...deps, logger, live });
      // Run again by its button it is the same question.
      if (job.data.since === undefined) await countAnswer(job, report, { ...deps, logger });
      await countDiagnosis(job, { ...deps, logger });
      logger.info({ verdict: report.verdict, causes: report.causes.map(({ cause }) => cause) }, 'answered');
      return { outcome: 'answered', verdict: report.verdict };
    }
    default:
      return outcome satisfies never;
  }
}

/** The card, and the evidence below it; where it was run again, what changed, and the evidence behind a button. */
async function finish(
  job: ActiveJob<DiagnoseJob>,
  diagnosis: Diagnosis,
  thread: Thread,
  { live, ...deps }: DiagnoseDeps & { readonly live: LiveMessage },
): Promise<void> {
  const { report, snapshot } = diagnosis;
  const [before, isKept] = await Promise.all([
    earlierOperation(job, deps),
    keepOperation(job, diagnosis, thread, deps),
    keepVerdict(diagnosis, thread, deps),
  ]);
  const permalink = before === undefined ? undefined : await deps.notifier.permalink(before.card);
  const card = (evidencePosted: boolean) => {
    const options = {
      askedBy: job.data.requestedBy.userId,
      reader: readerOf(job.data.language),
      recorded: findHost(deps.inventory, job.data.host).via.kind === 'snapshot',
      operation: isKept ? { id: job.id, hasSnapshot: snapshot !== undefined, evidencePosted } : undefined,
    };
    return before === undefined
      ? renderReport(report, options)
      : renderChange(report, { ...before, permalink }, options);
  };
  const postsEvidence = before === undefined || !isKept;
  await live.finish(card(postsEvidence));
  if (!postsEvidence) return;
  try {
    await postEvidence(job, thread, report, deps);
  } catch (error) {
    // The card stands; a second diagnosis for the sake of its replies would be the worse answer.
    deps.logger.error({ err: error }, 'the evidence was not posted');
    if (isKept) await live.finish(card(false)).catch(() => undefined);
  }
}

function requestOf({ host, asked }: DiagnoseJob, inventory: Inventory): DiagnoseRequest {
  return { host: findHost(inventory, host), ...(asked === undefined ? {} : { asked }) };
}

/** Everything that a report holds, in replies. */
export async function postEvidence(
  job: ActiveJob<Asked>,
  thread: Thread,
  report: Report,
  { notifier }: Pick<ThreadDeps, 'notifier'>,
): Promise<void> {
  for (const [index, part] of renderEvidence(report, readerOf(job.data.language)).entries()) {
    await notifier.reply(repliesOf(job, thread), { job: job.id, part: `evidence-${index + 1}` }, part);
  }
}

function wordingOf({ host, asked, requestedBy, language }: DiagnoseJob): Wording {
  const reader = readerOf(language);
  const words = wordsFor(reader);
  return {
    reader,
    waiting: renderProgress({ host, asked, askedBy: requestedBy.userId }, reader),
    undone: words.notDiagnosed(nameTarget(host, asked, words)),
    failure: ({ sentence, next }) =>
      renderFailure({ host, asked, sentence: reader.tell(sentence), next: reader.tell(next) }, reader),
  };
}

/** A job whose workers died under it twice: its thread must not wait for ever. */
export function giveUpDiagnose(
  job: KnownJob<DiagnoseJob>,
  deps: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const message = wordingOf(job.data).failure({
    sentence: say`Two workers ended while they diagnosed this host.`,
    next: say`Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
