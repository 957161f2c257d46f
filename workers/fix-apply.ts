import { endedUnbegun } from '../src/audit/answer-events.ts';
import type { Audit } from '../src/audit/audit.ts';
import type { ApplyRequest, FixStage, ToldOutcome } from '../src/flows/fix/run.ts';
import type { Host } from '../src/hosts/host.ts';
import { findHost, type Inventory } from '../src/hosts/inventory.ts';
import type { Thread } from '../src/notify/notifier.ts';
import type { FixApplyJob, FixApplyResult } from '../src/queue/fix-apply-job.ts';
import type { ActiveJob, JobQueue, KnownJob } from '../src/queue/queue.ts';
import { renderNotChanged } from '../src/render/slack/fix-outcome.ts';
import { renderFixProgress } from '../src/render/slack/fix-progress.ts';
import { fixWordsFor } from '../src/render/slack/fix-words.ts';
import { readerOf } from '../src/text/reader.ts';
import { say } from '../src/text/say.ts';
import { endOnRecord, recorderOf } from './recorder.ts';
import { type FixRunHere, slackPerson } from './fix-plan.ts';
import {
  isOver,
  lookLater,
  type LookTimes,
  onRecord,
  tellOutcome,
  unknownYet,
  withoutFlow,
} from './fix-outcome.ts';
import { type Outcome, runFlow } from './run-flow.ts';
import { stages } from './stages.ts';
import { openMessage } from './job-message.ts';
import { giveUp, takenAway, type ThreadDeps, type Wording } from './thread.ts';

export interface ReconcileRequest {
  readonly host: Host;
  readonly id: string;
  readonly fence: number;
}

export interface ApplyFlows {
  readonly applyFix: (request: ApplyRequest, run: FixRunHere) => Promise<ToldOutcome>;
  /** Undefined where the host knows nothing of this change. */
  readonly reconcileFix: (request: ReconcileRequest, run: FixRunHere) => Promise<ToldOutcome | undefined>;
}

export interface FixApplyDeps extends ThreadDeps, ApplyFlows {
  readonly inventory: Inventory;
  readonly audit: Audit;
  readonly queue: Pick<JobQueue, 'ask'>;
  /** How long a change may take before the host is left to itself. */
  readonly deadlineMs: number;
  readonly look: LookTimes;
}

/**
 * Carries an approved plan out, told as a message in the plan's thread. What happens to the host does not hang on this worker: it takes
 * back by itself what nobody confirms, so whoever comes next asks it, and tells.
 */
export async function answerFixApply(
  job: ActiveJob<FixApplyJob>,
  deps: FixApplyDeps,
): Promise<FixApplyResult> {
  let thread = job.progress.thread;
  try {
    return await answer(job, deps, (opened) => {
      thread = opened;
    });
  } catch (error) {
    // No worker will have this job again, and the thread must not wait for ever: whoever looks later asks the host.
    if (job.last && thread !== undefined) await lookLater(job, thread, deps, firstLook(job.data, deps));
    throw error;
  }
}

async function answer(
  job: ActiveJob<FixApplyJob>,
  deps: FixApplyDeps,
  onOpened: (thread: Thread) => void,
): Promise<FixApplyResult> {
  const { data } = job;
  const { host, id } = data.fix;
  if (data.decision.kind !== 'approved') {
    await recordDecision(job, deps);
    return { outcome: 'not-approved' };
  }
  const wording = wordingOf(data);
  const about = { host, change: id };
  const opened = await openMessage(job, { ...deps, wording, about, evenLate: job.start > 1 });
  if (opened.kind === 'over') {
    const { outcome, logger } = opened;
    if (job.start === 1) await recordUnbegun(job, outcome, { ...deps, logger });
    return { outcome };
  }
  const { thread, live, logger } = opened;
  onOpened(thread);
  const onStage = stages<FixStage>((done, stage) => {
    logger.info({ stage }, 'stage');
    live.show(progressOf(data, done, stage));
  });
  const ran = await runFlow((signal) => carryOut(job, { onStage, signal }, deps), {
    signal: job.signal,
    deadlineMs: deps.deadlineMs,
    job: job.id,
    what: say`The change`,
    host,
  });
  if (ran.kind === 'taken-away') {
    live.leave();
    throw takenAway();
  }
  const outcome = ran.kind === 'done' ? ran.result : await outcomeAfter(ran, job, deps);
  if (ran.kind === 'failed') logger.error({ err: ran.cause }, 'the change did not end as it should');
  logger.info({ result: outcome.result, because: onRecord(outcome).because }, 'change ended');
  const looks =
    !isOver(outcome) && (await lookLater(job, thread, { ...deps, logger }, firstLook(data, deps)));
  // No stage may arrive over it.
  live.leave();
  if (isOver(outcome)) await endOnRecord(data.fix, onRecord(outcome), { ...deps, logger });
  await tellOutcome(job, thread, outcome, { ...deps, logger, looks });
  return { outcome: outcome.result };
}

/** A second start asks the host first, which may be done with it, or in the midst of it. */
async function carryOut(
  job: ActiveJob<FixApplyJob>,
  { onStage, signal }: FixRunHere,
  deps: FixApplyDeps,
): Promise<ToldOutcome> {
  const { data, start } = job;
  const { fix } = data;
  const { applyFix, reconcileFix } = deps;
  const host = findHost(deps.inventory, fix.host);
  // Without a record nothing is changed.
  await recordDecision(job, deps);
  const { language } = readerOf(data.language);
  const run = { onStage, signal, language, audit: recorderOf(fix, deps) };
  const known = start > 1 ? await reconcileFix({ host, id: fix.id, fence: start }, run) : undefined;
  return known ?? applyFix({ host, approved: fix, fence: start }, run);
}

async function recordDecision(
  { data: { decision, fix, requestedBy }, start }: ActiveJob<FixApplyJob>,
  { audit }: Pick<FixApplyDeps, 'audit'>,
): Promise<void> {
  if (start > 1) return;
  const { id, host, digest } = fix;
  await audit.record({ id, host, digest, who: slackPerson(requestedBy) }, { event: decision.kind });
  if (decision.kind !== 'approved')
    await audit.record({ id, host, digest }, endedUnbegun(whyNot[decision.kind]));
}

/** An approval whose message could not be written, or that waited too long for a worker. */
async function recordUnbegun(
  job: ActiveJob<FixApplyJob>,
  outcome: 'not-answered' | 'not-delivered',
  deps: Pick<FixApplyDeps, 'audit' | 'days' | 'logger' | 'clock'>,
): Promise<void> {
  const because =
    outcome === 'not-answered'
      ? 'No worker could take it in time.'
      : 'Ferryman may not write into its channel.';
  await recordDecision(job, deps).catch((error: unknown) =>
    deps.logger.error({ err: error }, 'not recorded'),
  );
  await endOnRecord(job.data.fix, { result: 'not-begun', because }, deps);
}

const whyNot = { declined: 'The plan was declined.', expired: 'The plan had expired when it was approved.' };

/** A flow that broke says nothing about the host, so the host is asked; where it does not answer, later again. */
async function outcomeAfter(
  { sentence, next, cause }: Extract<Outcome<never>, { kind: 'failed' }>,
  { data, id: job, start, signal }: ActiveJob<FixApplyJob>,
  { inventory, reconcileFix, look, audit, logger }: FixApplyDeps,
): Promise<ToldOutcome> {
  const { fix } = data;
  const reader = readerOf(data.language);
  const asked = await runFlow(
    async (within) => {
      const host = findHost(inventory, fix.host);
      const { language } = reader;
      const run = {
        onStage: () => undefined,
        signal: within,
        language,
        audit: recorderOf(fix, { audit, logger }),
      };
      return reconcileFix({ host, id: fix.id, fence: start }, run);
    },
    { signal, deadlineMs: look.withinMs, job, what: say`Asking`, host: fix.host },
  );
  if (asked.kind !== 'done') return unknownYet(fix, sentence, reader);
  if (asked.result !== undefined) return asked.result;
  // One that was stopped for its time may go on regardless for a moment.
  const ended = !(cause instanceof DOMException);
  return ended
    ? withoutFlow(fix, { result: 'not-begun', because: sentence, next }, reader)
    : unknownYet(fix, sentence, reader);
}

function firstLook({ fix }: FixApplyJob, { inventory }: Pick<FixApplyDeps, 'inventory'>) {
  return { n: 1, site: findHost(inventory, fix.host).site };
}

function progressOf({ fix, language }: FixApplyJob, done: FixStage[] = [], current?: FixStage) {
  const { host, askedBy, approvedBy } = fix;
  const reader = readerOf(language);
  const title = fixWordsFor(reader).changing(host);
  return renderFixProgress({ title, done, current, askedBy, approvedBy }, reader);
}

function wordingOf(data: FixApplyJob): Wording {
  const { host } = data.fix;
  const reader = readerOf(data.language);
  const words = fixWordsFor(reader);
  return {
    reader,
    waiting: progressOf(data),
    undone: words.notChanged(host),
    failure: ({ sentence }) => renderNotChanged(host, reader.tell(sentence), words.planAgain(host), reader),
  };
}

/** A job whose workers died under it twice. The host knows what became of it. */
export async function giveUpFixApply(
  job: KnownJob<FixApplyJob>,
  deps: Omit<FixApplyDeps, keyof ApplyFlows | 'deadlineMs'>,
): Promise<void> {
  const { fix, decision } = job.data;
  if (decision.kind !== 'approved') return;
  const reader = readerOf(job.data.language);
  const outcome = unknownYet(fix, say`Two workers ended while they changed this host.`, reader);
  await endOnRecord(fix, onRecord(outcome), deps);
  const { thread } = job.progress;
  if (thread === undefined) {
    const { because, next = '' } = outcome;
    await giveUp(job, renderNotChanged(fix.host, because, next, reader), deps);
    return;
  }
  const looks = await lookLater(job, thread, deps, firstLook(job.data, deps));
  await tellOutcome(job, thread, outcome, { ...deps, looks });
}
