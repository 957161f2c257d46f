import { createHash } from 'node:crypto';
import { answerEvents, endedUnbegun } from '../src/audit/answer-events.ts';
import type { Audit } from '../src/audit/audit.ts';
import type { FixRequest, FixRun, FixStage, PlannedChange } from '../src/flows/fix/run.ts';
import type { Host } from '../src/hosts/host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import type { Thread } from '../src/notify/notifier.ts';
import { cancelValue } from '../src/notify/cancel-value.ts';
import { signValue } from '../src/notify/signed-value.ts';
import type { FixPlanJob, FixPlanResult } from '../src/queue/fix-plan-job.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import type { PlanButton } from '../src/render/slack/fix-buttons.ts';
import { byHandFile, planFile } from '../src/render/slack/fix-file.ts';
import { renderNoPlan, renderPlan } from '../src/render/slack/fix-plan.ts';
import { type FixProgress, renderFixProgress } from '../src/render/slack/fix-progress.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import type { SlackMessage, TextFile } from '../src/render/slack/message.ts';
import { renderNote, renderUndone } from '../src/render/slack/notes.ts';
import { renderPlanningCancelled } from '../src/render/slack/operations-cancelled.ts';
import type { AuditPerson } from '../src/report/audit.ts';
import type { FixAnswer, FixPlan } from '../src/report/fix.ts';
import type { Language } from '../src/text/language.ts';
import { english, readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { openMessage } from './job-message.ts';
import { runStoppable } from './run-stoppable.ts';
import { servedBy } from './served-by.ts';
import { stages } from './stages.ts';
import { cancelledInLine, stopWatch } from './stop-watch.ts';
import { giveUp, repliesOf, takenAway, tellCancelled, type ThreadDeps, type Wording } from './thread.ts';

export interface FixRunHere {
  readonly onStage: (stage: FixStage) => void;
  readonly signal: AbortSignal;
  readonly audit?: NonNullable<FixRun['audit']>;
  readonly language?: Language;
}

export interface RevertRequest {
  readonly host: Host;
  /** The name of the change that takes back. */
  readonly id: string;
  /** The change that is taken back; absent: the latest. */
  readonly reverts?: string;
}

type Planned = Pick<PlannedChange, 'answer' | 'inEnglish'>;

export interface PlanFlows {
  readonly planFix: (request: FixRequest, run: FixRunHere) => Promise<Planned>;
  readonly planRevert: (request: RevertRequest, run: FixRunHere) => Promise<Planned>;
}

export interface FixPlanDeps extends ThreadDeps, PlanFlows {
  readonly inventory: Inventory;
  readonly audit: Pick<Audit, 'record'>;
  /** Signs what the buttons carry. */
  readonly token: string;
  readonly deadlineMs: number;
  /** What people call this worker. */
  readonly worker?: string;
  /** Milliseconds between two looks whether somebody has cancelled it. */
  readonly askMs?: number;
}

/** A plan as a message that can be approved, or the sentence why there is none. The host is only read. */
export async function answerFixPlan(job: ActiveJob<FixPlanJob>, deps: FixPlanDeps): Promise<FixPlanResult> {
  const { data } = job;
  const { host } = data;
  const reader = readerOf(data.language);
  const { userId: by } = data.requestedBy;
  const state = {
    servedBy: servedBy(host, deps),
    waitedMs: deps.clock() - Date.parse(data.requestedAt),
    cancel: cancelValue({ kind: 'fix-bridge', job: job.id, host, by }, deps.token),
  };
  const wording = { ...wordingOf(data), waiting: progressOf(data, state) };
  const inLine = cancelledInLine(job);
  if (inLine !== undefined)
    return tellCancelled(job, renderPlanningCancelled({ host, ...inLine }, reader), { ...deps, wording });
  const opened = await openMessage(job, { ...deps, wording, about: { host } });
  if (opened.kind === 'over') return { outcome: opened.outcome };
  const { thread, live, logger } = opened;
  let at: Pick<FixProgress, 'done' | 'current'> = {};
  const show = () => live.show(progressOf(data, { ...state, ...at, stoppedBy: watch.by }));
  const watch = stopWatch(job, { everyMs: deps.askMs, logger }, () => show());
  const onStage = stages<FixStage>((done, current) => {
    at = { done, current };
    show();
  });
  const outcome = await runStoppable(
    async (signal) =>
      plan(job, findHost(deps.inventory, host), { onStage, signal, language: reader.language }, deps),
    {
      signal: job.signal,
      stop: watch.signal,
      deadlineMs: deps.deadlineMs,
      job: job.id,
      what: say`The planning`,
      host,
    },
  );
  watch.end();
  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      logger.error({ err: outcome.cause }, 'not planned');
      await recordNoPlan(job, english.tell(outcome.sentence), { ...deps, logger });
      await live.finish(wording.failure(outcome));
      return { outcome: 'not-answered' };
    case 'cancelled':
      await recordNoPlan(job, 'The planning was cancelled.', { ...deps, logger });
      await live.finish(renderPlanningCancelled({ host, ...watch.how(outcome.ended) }, reader));
      logger.info({ by: watch.by, ended: outcome.ended }, 'cancelled');
      return { outcome: 'cancelled' };
    case 'done': {
      const { answer } = outcome.result;
      const { message, file } = draw(answer, job, thread, deps);
      // The whole plan stands there before anybody can approve what the card has of it.
      await attach(job, thread, file, { ...deps, logger });
      await live.finish(message);
      logger.info(
        { answer: answer.kind, ...(answer.kind === 'plan' && { plan: answer.plan.id }) },
        'planned',
      );
      return answer.kind === 'plan'
        ? { outcome: 'plan', plan: { id: answer.plan.id, expiresAt: answer.plan.expiresAt } }
        : { outcome: answer.kind };
    }
    default:
      return outcome satisfies never;
  }
}

async function plan(
  { id: jobId, start, data: { options, undo, requestedBy } }: ActiveJob<FixPlanJob>,
  host: Host,
  run: FixRunHere,
  { planFix, planRevert, audit }: FixPlanDeps,
): Promise<Planned> {
  const id = changeIdOf(jobId);
  const subject = { id, host: host.name, who: slackPerson(requestedBy) };
  if (start === 1) {
    const method = undo === undefined ? {} : { method: 'revert' as const };
    await audit.record(subject, { event: 'asked', options, ...method });
  }
  const planned =
    undo === undefined
      ? await planFix({ host, options, id }, run)
      : await planRevert({ host, id, ...(undo.id === undefined ? {} : { reverts: undo.id }) }, run);
  const { answer } = planned;
  const digested = { ...subject, ...(answer.kind === 'plan' && { digest: answer.plan.digest }) };
  for (const event of answerEvents(planned.inEnglish ?? answer)) await audit.record(digested, event);
  if (answer.kind === 'plan' && isRecording(host))
    await audit.record(digested, endedUnbegun(`${host.name} is a recording; nobody can approve it.`));
  return planned;
}

const isRecording = ({ via }: Host) => via.kind === 'snapshot';

/** What nobody will answer any more has an end in the record; a record that cannot be written is no reason to be silent in the thread. */
async function recordNoPlan(
  { id: jobId, data: { host } }: Pick<KnownJob<FixPlanJob>, 'id' | 'data'>,
  because: string,
  { audit, logger }: Pick<FixPlanDeps, 'audit' | 'logger'>,
): Promise<void> {
  try {
    await audit.record({ id: changeIdOf(jobId), host }, endedUnbegun(because));
  } catch (error) {
    logger.error({ err: error, host }, 'not recorded');
  }
}

export function slackPerson({ teamId, userId }: { teamId: string; userId: string }): AuditPerson {
  return { kind: 'slack', team: teamId, user: userId };
}

/** The same for every start of the job, so that a plan that was made twice can be approved once. */
function changeIdOf(jobId: string): string {
  return createHash('sha256').update(jobId).digest('hex').slice(0, 12);
}

function draw(
  answer: FixAnswer,
  job: ActiveJob<FixPlanJob>,
  thread: Thread,
  { token, inventory }: FixPlanDeps,
): { message: SlackMessage; file: TextFile | undefined } {
  const { requestedBy, language } = job.data;
  const askedBy = requestedBy.userId;
  const reader = readerOf(language);
  const words = fixWordsFor(reader);
  switch (answer.kind) {
    case 'plan': {
      const recorded = isRecording(findHost(inventory, job.data.host));
      const button = { ...pinned(answer.plan, askedBy, thread), ...(language && { language }) };
      const value = signValue(JSON.stringify(button), token);
      const message = renderPlan(answer.plan, { askedBy, reader, ...(!recorded && { value }) });
      return { message, file: planFile(answer.plan, reader, { approvable: !recorded }) };
    }
    case 'nothing-to-fix': {
      const { host, sentence } = answer;
      const why = { title: words.nothing(host), sentences: [sentence], byHand: [] };
      return { message: renderNoPlan(host, why, askedBy, reader), file: undefined };
    }
    case 'refused': {
      const { host, because, next, byHand } = answer;
      const why = { title: words.refused(host), sentences: because, next, byHand };
      return {
        message: renderNoPlan(host, why, askedBy, reader),
        file: byHand.length === 0 ? undefined : byHandFile(host, byHand, job.id, reader),
      };
    }
    default:
      return answer satisfies never;
  }
}

function pinned(
  { id, host, digest, method, options, reverts, expiresAt }: FixPlan,
  askedBy: string,
  { channelId, ts }: Thread,
): PlanButton {
  const change = { id, host, digest, method, options, expiresAt };
  return { ...change, ...(reverts === undefined ? {} : { reverts }), askedBy, channelId, ts };
}

async function attach(
  job: ActiveJob<FixPlanJob>,
  thread: Thread,
  file: TextFile | undefined,
  { notifier, logger }: ThreadDeps,
): Promise<void> {
  if (file === undefined) return;
  try {
    await notifier.upload(repliesOf(job, thread), file);
  } catch (error) {
    logger.error({ err: error }, 'the file was not sent');
    const because = error instanceof Error ? error.message : String(error);
    const note = renderNote(fixWordsFor(readerOf(job.data.language)).noFile(because));
    await notifier
      .post(repliesOf(job, thread), { job: job.id, part: 'no-file' }, note)
      .catch(() => undefined);
  }
}

function progressOf(data: FixPlanJob, state: Partial<FixProgress> = {}) {
  const { host, undo, requestedBy, language } = data;
  const reader = readerOf(language);
  const title = fixWordsFor(reader).planning(host, undo !== undefined);
  return renderFixProgress({ title, askedBy: requestedBy.userId, ...state }, reader);
}

function wordingOf(data: FixPlanJob): Wording {
  const reader = readerOf(data.language);
  const undone = fixWordsFor(reader).notPlanned(data.host);
  return {
    reader,
    waiting: progressOf(data),
    undone,
    failure: ({ sentence, next }) =>
      renderUndone(undone, { sentence: reader.tell(sentence), next: reader.tell(next) }, [], reader),
  };
}

/** A job whose workers died under it twice. */
export async function giveUpFixPlan(
  job: KnownJob<FixPlanJob>,
  deps: Pick<FixPlanDeps, 'notifier' | 'tellAsker' | 'audit' | 'logger'>,
): Promise<void> {
  const sentence = say`Two workers ended while they planned. Nothing was changed.`;
  await recordNoPlan(job, english.tell(sentence), deps);
  const message = wordingOf(job.data).failure({
    sentence,
    next: say`Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
