import { answerEvents, endedUnbegun } from '../audit/answer-events.ts';
import { newChangeId } from '../flows/fix/new-change-id.ts';
import type { PlannedChange, ToldOutcome } from '../flows/fix/run.ts';
import { tellOutcome, untoldOutcome } from '../flows/fix/tell-outcome.ts';
import type { ApprovedFix, FixAnswer, FixOptions, FixOutcome, FixPlan } from '../report/fix.ts';
import type { Language } from '../text/language.ts';
import { type Sayable, sentences } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { exitCodes } from './failure.ts';
import type { FixDesk } from './fix-desk.ts';
import { cliFixWords as words } from './fix-words.ts';
import { typeHostName, type Typed } from './type-host-name.ts';
import { untilStopped } from './until-stopped.ts';
import { untilUndone } from './until-undone.ts';

export type { FixDesk } from './fix-desk.ts';

/** What is wanted of a host: a fix, or that an earlier one is taken back. */
export type Wanted =
  | { readonly kind: 'fix'; readonly options: FixOptions }
  | { readonly kind: 'revert'; readonly reverts?: string };

/** A person at a prompt has so long to type the name of a host whose change hangs. */
const PATIENCE_MS = 15 * 60_000;

/** The same whatever was wanted of the host: a refusal is one also where it should have been changed at once. */
const ANSWER_EXIT: Record<FixAnswer['kind'], number> = {
  'nothing-to-fix': exitCodes.ok,
  plan: exitCodes.no,
  refused: exitCodes.unreachable,
};

const END_EXIT: Record<FixOutcome['result'], number> = {
  fixed: exitCodes.ok,
  undone: exitCodes.no,
  'not-begun': exitCodes.no,
  pending: exitCodes.unreachable,
  'undo-failed': exitCodes.unreachable,
};

/** Shows the plan and changes nothing. */
export async function planOnly(desk: FixDesk, wanted: Wanted): Promise<number> {
  const answer = await plan(desk, { wanted, toChange: false }, desk.note);
  if (answer.kind === 'plan')
    await desk.note(answer.plan.id, endedUnbegun(words.onlyPlanned), answer.plan.digest);
  desk.showAnswer(answer, 'result');
  return ANSWER_EXIT[answer.kind];
}

/** Plans, asks, and changes the host. */
export async function changeHost(desk: FixDesk, wanted: Wanted): Promise<number> {
  const answer = await plan(desk, { wanted, toChange: true }, desk.record);
  if (answer.kind !== 'plan') {
    desk.showAnswer(answer, 'result');
    return ANSWER_EXIT[answer.kind];
  }
  desk.showAnswer(answer, 'question');
  const { id, reverts, digest } = answer.plan;
  const approved = await approve(desk, answer.plan);
  const outcome = approved.kind === 'no' ? approved.outcome : await apply(desk, answer.plan, approved.fix);
  await desk.ended(id, outcome.inEnglish ?? outcome, digest);
  if (reverts !== undefined && outcome.result === 'fixed')
    await desk.note(reverts, { event: 'reverted', by: id });
  return end(desk, outcome);
}

/**
 * A change that is not over has no plan that could be reverted: the host is told to take it back at once. Undefined where there is none, or it
 * is another one than `id`.
 */
export async function undoPending(desk: FixDesk, id: string | undefined): Promise<number | undefined> {
  const { flows, host, run, say, seconds } = desk;
  if (host.via.kind === 'snapshot') return undefined;
  const pending = await untilStopped(seconds, (signal) => flows.findPending(host, { ...run, signal }));
  if (pending === undefined || (id !== undefined && id !== pending.id)) return undefined;
  say(words.pending(pending.id, pending.journal.state, pending.journal.secondsLeft));
  say(words.undoNow);
  const expiresAt = new Date(Date.now() + PATIENCE_MS).toISOString();
  const typed = await typeHostName(desk.terminal, { host: host.name, expiresAt });
  if (typed !== 'approved') return end(desk, await declined(desk, pending.id, typed));
  await desk.record(pending.id, { event: 'approved' });
  const why = `${desk.person.login} undid it at a prompt`;
  const audit = desk.recorder(pending.id);
  const outcome = await flows.takeBack({ host, id: pending.id, why }, { ...run, audit });
  return end(desk, outcome ?? notBegun(desk, pending.id, words.overMeanwhile), 'undone');
}

async function plan(
  desk: FixDesk,
  { wanted, toChange }: { readonly wanted: Wanted; readonly toChange: boolean },
  record: FixDesk['record'],
): Promise<FixAnswer> {
  const { host, seconds, say, note } = desk;
  const id = newChangeId();
  const reverts = wanted.kind === 'revert';
  const options = reverts ? {} : wanted.options;
  await record(id, { event: 'asked', options, ...(reverts && { method: 'revert' }) });
  say(`… ${words.planning}`);
  let planned: Pick<PlannedChange, 'answer' | 'inEnglish'>;
  try {
    planned =
      toChange && !reverts && host.via.kind === 'snapshot'
        ? recording(desk)
        : await untilStopped(seconds, (signal) => ask(desk, id, wanted, signal));
  } catch (error) {
    await note(id, endedUnbegun(error instanceof Error ? error.message : String(error)));
    throw error;
  }
  const { answer, inEnglish = answer } = planned;
  const digest = answer.kind === 'plan' ? answer.plan.digest : undefined;
  for (const event of answerEvents(inEnglish)) await record(id, event, digest);
  return answer;
}

async function ask(
  { flows, host, run }: FixDesk,
  id: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<PlannedChange> {
  const within = { ...run, signal };
  if (wanted.kind === 'fix') return flows.planFix({ host, options: wanted.options, id }, within);
  const { reverts } = wanted;
  return flows.planRevert({ host, id, ...(reverts !== undefined && { reverts }) }, within);
}

/** It can be looked at, and there is nothing behind it. */
function recording({ host: { name: host }, run }: FixDesk): Pick<PlannedChange, 'answer' | 'inEnglish'> {
  const answerIn = (language: Language): FixAnswer => ({
    kind: 'refused',
    host,
    because: [tell(words.recording(host), language)],
    next: tell(words.planOfRecording(host), language),
    byHand: [],
  });
  return { answer: answerIn(run.language ?? 'en'), inEnglish: answerIn('en') };
}

function notBegun({ host, run }: FixDesk, id: string, because: Sayable): ToldOutcome {
  return tellOutcome(untoldOutcome({ id, host: host.name }, 'not-begun', because), run);
}

async function approve(
  desk: FixDesk,
  { id, host, digest, method, options, reverts, expiresAt }: FixPlan,
): Promise<{ kind: 'approved'; fix: ApprovedFix } | { kind: 'no'; outcome: ToldOutcome }> {
  const typed = await typeHostName(desk.terminal, { host, expiresAt });
  if (typed !== 'approved') return { kind: 'no', outcome: await declined(desk, id, typed, digest) };
  await desk.record(id, { event: 'approved' }, digest);
  const { login } = desk.person;
  return {
    kind: 'approved',
    fix: {
      id,
      host,
      digest,
      method,
      options,
      expiresAt,
      ...(reverts !== undefined && { reverts }),
      askedBy: login,
      approvedBy: login,
      approvedAt: new Date().toISOString(),
    },
  };
}

async function declined(
  desk: FixDesk,
  id: string,
  typed: Exclude<Typed, 'approved'>,
  digest?: string,
): Promise<ToldOutcome> {
  const { host, record } = desk;
  const because = { other: words.notTyped(host.name), expired: words.expired, nobody: words.nobody }[typed];
  await record(
    id,
    typed === 'expired' ? { event: 'expired' } : { event: 'declined', because: tell(because, 'en') },
    digest,
  );
  return notBegun(desk, id, sentences(because, words.nothingChanged));
}

/** Ctrl-C has the host take the change back; who cannot wait for that leaves it to the host. */
async function apply(
  desk: FixDesk,
  { id, undo, digest }: FixPlan,
  approved: ApprovedFix,
): Promise<ToldOutcome> {
  const { flows, host, run, say } = desk;
  const audit = desk.recorder(id, digest);
  return untilUndone(
    {
      onFirst: () => say(words.interrupted(undo.afterSeconds)),
      onSecond: () => say(words.left(id)),
    },
    async (signal) => {
      try {
        return await flows.applyFix({ host, approved, fence: 1 }, { ...run, audit, signal });
      } catch (error) {
        if (!signal.aborted) {
          const because = error instanceof Error ? error.message : String(error);
          await desk.ended(id, { result: 'pending', because }, digest);
          throw error;
        }
        const why = 'stopped with Ctrl-C';
        const outcome = await flows.takeBack({ host, id, why }, { ...run, audit });
        return outcome ?? notBegun(desk, id, sentences(words.stoppedByHand, words.nothingChanged));
      }
    },
  );
}

/** An undo that was asked for has done what it should. */
function end({ showOutcome }: FixDesk, outcome: FixOutcome, wanted: 'fixed' | 'undone' = 'fixed'): number {
  showOutcome(outcome);
  return outcome.result === wanted ? exitCodes.ok : END_EXIT[outcome.result];
}
