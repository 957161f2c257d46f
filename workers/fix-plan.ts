import { createHash } from 'node:crypto';
import type { Audit } from '../src/audit/audit.ts';
import type { FixRequest, FixRun, FixStage, PlannedChange } from '../src/flows/fix/run.ts';
import type { Host } from '../src/hosts/host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import { liveMessage } from '../src/notify/live-message.ts';
import type { Thread } from '../src/notify/notifier.ts';
import { signValue } from '../src/notify/signed-value.ts';
import type { FixPlanJob, FixPlanResult } from '../src/queue/fix-plan-job.ts';
import type { ActiveJob, KnownJob } from '../src/queue/queue.ts';
import type { PlanButton } from '../src/render/slack/fix-buttons.ts';
import { byHandFile, planFile } from '../src/render/slack/fix-file.ts';
import { renderNoPlan, renderPlan } from '../src/render/slack/fix-plan.ts';
import { renderFixProgress } from '../src/render/slack/fix-progress.ts';
import { fixWords } from '../src/render/slack/fix-words.ts';
import { words } from '../src/render/words.ts';
import type { SlackMessage, TextFile } from '../src/render/slack/message.ts';
import { renderNote, renderUndone } from '../src/render/slack/notes.ts';
import type { AuditEvent, AuditPerson } from '../src/report/audit.ts';
import type { FixAnswer, FixPlan } from '../src/report/fix.ts';
import { runFlow } from './run-flow.ts';
import { stages } from './stages.ts';
import { begin, giveUp, repliesOf, takenAway, type ThreadDeps, type Wording } from './thread.ts';

export interface FixRunHere {
  readonly onStage: (stage: FixStage) => void;
  readonly signal: AbortSignal;
  readonly audit?: NonNullable<FixRun['audit']>;
}

export interface RevertRequest {
  readonly host: Host;
  /** The name of the change that takes back. */
  readonly id: string;
  /** The change that is taken back; absent: the latest. */
  readonly reverts?: string;
}

export interface PlanFlows {
  readonly planFix: (request: FixRequest, run: FixRunHere) => Promise<Pick<PlannedChange, 'answer'>>;
  readonly planRevert: (request: RevertRequest, run: FixRunHere) => Promise<Pick<PlannedChange, 'answer'>>;
}

export interface FixPlanDeps extends ThreadDeps, PlanFlows {
  readonly inventory: Inventory;
  readonly audit: Pick<Audit, 'record'>;
  /** Signs what the buttons carry. */
  readonly token: string;
  readonly deadlineMs: number;
}

/** A plan as a message that can be approved, or the sentence why there is none. The host is only read. */
export async function answerFixPlan(job: ActiveJob<FixPlanJob>, deps: FixPlanDeps): Promise<FixPlanResult> {
  const { data } = job;
  const { host } = data;
  const logger = deps.logger.child({ job: job.id, traceId: data.traceId, host });
  logger.info({ start: job.start }, 'job started');
  const wording = wordingOf(data);
  const begun = await begin(job, wording, { ...deps, logger });
  if (begun.kind === 'over') return { outcome: begun.outcome };
  const { thread } = begun;

  const live = liveMessage((message) => deps.notifier.edit(thread, message), {
    clock: deps.clock,
    onFailure: (error) => logger.warn({ err: error }, 'a stage was not shown'),
  });
  const onStage = stages((done, stage) => live.show(progressOf(data, done, stage)));
  const outcome = await runFlow(
    async (signal) => plan(job, findHost(deps.inventory, host), { onStage, signal }, deps),
    { signal: job.signal, deadlineMs: deps.deadlineMs, job: job.id, what: 'The planning', host },
  );
  switch (outcome.kind) {
    case 'taken-away':
      live.leave();
      throw takenAway();
    case 'failed':
      logger.error({ err: outcome.cause }, 'not planned');
      await live.finish(wording.failure(outcome));
      return { outcome: 'not-answered' };
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
): Promise<Pick<PlannedChange, 'answer'>> {
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
  const event = eventOf(planned.answer);
  if (event !== undefined) await audit.record({ ...subject, ...digestOf(planned.answer) }, event);
  return planned;
}

function eventOf(answer: FixAnswer): AuditEvent | undefined {
  if (answer.kind === 'refused') return { event: 'refused', because: answer.because };
  if (answer.kind !== 'plan') return undefined;
  const { method, from, to, expiresAt } = answer.plan;
  return { event: 'planned', method, from, to, expiresAt };
}

function digestOf(answer: FixAnswer): { digest?: string } {
  return answer.kind === 'plan' ? { digest: answer.plan.digest } : {};
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
  const askedBy = job.data.requestedBy.userId;
  switch (answer.kind) {
    case 'plan': {
      const recorded = findHost(inventory, job.data.host).via.kind === 'snapshot';
      const value = signValue(JSON.stringify(pinned(answer.plan, askedBy, thread)), token);
      const message = renderPlan(answer.plan, recorded ? { askedBy } : { askedBy, value });
      return { message, file: planFile(answer.plan) };
    }
    case 'nothing-to-fix': {
      const { host, sentence } = answer;
      const why = { title: fixWords.nothing(host), sentences: [sentence], byHand: [] };
      return { message: renderNoPlan(host, why, askedBy), file: undefined };
    }
    case 'refused': {
      const { host, because, next, byHand } = answer;
      const why = { title: fixWords.refused(host), sentences: because, next, byHand };
      return {
        message: renderNoPlan(host, why, askedBy),
        file: byHand.length === 0 ? undefined : byHandFile(host, byHand, job.id),
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
    await notifier
      .post(repliesOf(job, thread), { job: job.id, part: 'no-file' }, renderNote(fixWords.noFile(because)))
      .catch(() => undefined);
  }
}

function progressOf({ host, undo, requestedBy }: FixPlanJob, done: FixStage[] = [], current?: FixStage) {
  const title = fixWords.planning(host, undo !== undefined);
  return renderFixProgress({ title, done, current, people: { [words.askedBy]: requestedBy.userId } });
}

function wordingOf(data: FixPlanJob): Wording {
  const undone = fixWords.notPlanned(data.host);
  return { waiting: progressOf(data), undone, failure: (why) => renderUndone(undone, why) };
}

/** A job whose workers died under it twice. */
export function giveUpFixPlan(
  job: KnownJob<FixPlanJob>,
  deps: Pick<ThreadDeps, 'notifier' | 'tellAsker'>,
): Promise<void> {
  const message = wordingOf(job.data).failure({
    sentence: 'Two workers ended while they planned. Nothing was changed.',
    next: `Look into their logs for job ${job.id}, and whether they ran out of memory.`,
  });
  return giveUp(job, message, deps);
}
