import type { DiagnoseRequest, Diagnosis, Stage } from '../src/flows/diagnose.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import type { Thread } from '../src/notify/notifier.ts';
import type { DiagnoseJob, JobResult } from '../src/queue/diagnose-job.ts';
import type { Asked } from '../src/queue/job-kind.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import { renderEvidence } from '../src/render/slack/evidence.ts';
import { renderFailure } from '../src/render/slack/notes.ts';
import { renderProgress } from '../src/render/slack/progress.ts';
import { renderReport } from '../src/render/slack/report.ts';
import { nameTarget } from '../src/render/target.ts';
import { wordsFor } from '../src/render/words.ts';
import type { Report } from '../src/report/report.ts';
import type { Language } from '../src/text/language.ts';
import { readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { runFlow } from './run-flow.ts';
import { openMessage } from './job-message.ts';
import { stages } from './stages.ts';
import { giveUp, repliesOf, takenAway, type ThreadDeps, type Wording } from './thread.ts';

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
  readonly deadlineMs: number;
}

/** One job, told as a thread: a root message, its stages, the card that replaces it, the evidence below. */
export async function answerDiagnose(job: ActiveJob<DiagnoseJob>, deps: DiagnoseDeps): Promise<JobResult> {
  const { host, asked, requestedBy, language } = job.data;
  const reader = readerOf(language);
  const wording = wordingOf(job.data);
  const opened = await openMessage(job, { ...deps, wording, about: { host } });
  if (opened.kind === 'over') return { outcome: opened.outcome };
  const { thread, live, logger } = opened;
  const onStage = stages<Stage>((done, current) => {
    logger.debug({ stage: current }, 'stage');
    live.show(renderProgress({ host, asked, done, current, askedBy: requestedBy.userId }, reader));
  });

  const outcome = await runFlow(
    // Bot and worker may have read different inventories.
    async (signal) =>
      deps.diagnose(requestOf(job.data, deps.inventory), { onStage, signal, language: reader.language }),
    { signal: job.signal, deadlineMs: deps.deadlineMs, job: job.id, what: say`The diagnosis`, host },
  );
  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      logger.error({ err: outcome.cause }, 'not diagnosed');
      await live.finish(wording.failure(outcome));
      return { outcome: 'not-answered' };
    case 'done': {
      const { report } = outcome.result;
      await live.finish(renderReport(report, { askedBy: requestedBy.userId, reader }));
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
    await notifier.post(repliesOf(job, thread), { job: job.id, part: `evidence-${index + 1}` }, part);
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
