import type { Snapshot } from '../../facts/snapshot.ts';
import type { PreparedChange } from '../../fixes/change.ts';
import { composeChange } from '../../fixes/script/compose.ts';
import type { ApprovedFix, FixAnswer, FixPlan } from '../../report/fix.ts';
import { say, sentences, type Sayable } from '../../text/say.ts';
import { followChange } from './follow-change.ts';
import { hostLine, type HostLine } from './host-line.ts';
import { answeredByHost } from './host-words.ts';
import type { JournalState } from './journal.ts';
import { askChange, letHost, storeChange, tellChange } from './on-host.ts';
import { planFix } from './plan-fix.ts';
import { planRevert } from './plan-revert.ts';
import type { ApplyRequest, FixRun, PlannedChange, ToldOutcome } from './run.ts';
import { tellOutcome, untoldOutcome } from './tell-outcome.ts';
import { whyNotBegun } from './why-not.ts';

/**
 * Carries an approved change out: compares, stores everything on the host, arms its undo, lets the host change itself, proves over a new
 * connection, disarms. Whatever breaks on the way, the host ends as before or fixed and proven; where it cannot be asked which,
 * the outcome is `pending`. A change that the host knows already is not begun again but followed to its end.
 */
export async function applyFix(request: ApplyRequest, run: FixRun): Promise<ToldOutcome> {
  const { host, approved, fence } = request;
  const line = hostLine(host, {
    shells: run.shells,
    ...(run.signal && { signal: run.signal }),
    onSilence: () => run.onStage?.('waiting-for-the-host'),
  });
  try {
    run.onStage?.('connecting');
    const asked = await line.insist(
      async (shell) => ({ known: await askChange(shell, approved.id) }),
      PATIENCE_MS,
    );
    if (asked === undefined) return notBegun(approved, SILENT, run);
    const { known } = asked;
    // Stored and not prepared counts as not begun.
    if (known !== undefined && known.state !== 'none') {
      return await followChange({ host, id: approved.id, fence, line }, run);
    }
    const outcome = await begin(request, line, run);
    return outcome.result === 'not-begun' ? await unlessBegunElsewhere(outcome, request, line, run) : outcome;
  } finally {
    await line.close();
  }
}

async function begin(
  { host, approved, fence }: ApplyRequest,
  line: HostLine,
  run: FixRun,
): Promise<ToldOutcome> {
  const { id } = approved;
  const now = run.now ?? (() => new Date());
  if (now() >= new Date(approved.expiresAt)) {
    return notBegun(approved, say`The approval came too late: the plan had expired.`, run);
  }
  run.onStage?.('comparing');
  const planned = await planAgain(approved, host, run);
  const drift = driftBetween(approved, planned);
  if (drift !== undefined) return notBegun(approved, drift.told, run, drift.inEnglish);
  const { prepared, snapshot } = planned;
  if (prepared === undefined || snapshot === undefined) {
    return notBegun(approved, say`This host is a recording: nothing can be changed on it.`, run);
  }
  await run.onStep?.('compared');
  await run.audit?.({ kind: 'began', detail: { approved }, snapshot: { when: 'before', taken: snapshot } });

  const refusal = await makeReady(line, { id, fence, approved, prepared, snapshot }, run);
  if (refusal !== undefined) return notBegun(approved, refusal, run);
  run.onStage?.('changing');
  await line.insist((shell) => letHost(shell, id, ['apply', String(fence)]), PATIENCE_MS);
  await run.onStep?.('begun');
  return followChange({ host, id, fence, line, plan: prepared.plan, before: snapshot }, run);
}

/**
 * What this run did not begin another run of the same change may have begun meanwhile; then the host's record tells, and the run that was
 * started later leads.
 */
async function unlessBegunElsewhere(
  outcome: ToldOutcome,
  { host, approved: { id }, fence }: ApplyRequest,
  line: HostLine,
  run: FixRun,
): Promise<ToldOutcome> {
  const journal = await line.insist((shell) => askChange(shell, id), PATIENCE_MS);
  if (journal === undefined || journal.state === 'none' || journal.state === 'abandoned') return outcome;
  return followChange({ host, id, fence, line }, run);
}

/** A host that falls silent before anything was changed gets so long to answer again. */
const PATIENCE_MS = 60_000;
const SILENT = say`The host did not answer any more, before anything was changed.`;

interface Readying {
  readonly id: string;
  readonly fence: number;
  readonly approved: ApprovedFix;
  readonly prepared: PreparedChange;
  readonly snapshot: Snapshot;
}

/** Up to the armed undo; the host is as before. A sentence where it does not come so far. */
async function makeReady(line: HostLine, ready: Readying, run: FixRun): Promise<Sayable | undefined> {
  const { id, approved, prepared, snapshot } = ready;
  run.onStage?.('backing-up');
  const stored = await line.insist(
    (shell) =>
      storeChange(shell, id, {
        'plan.json': JSON.stringify(prepared.plan),
        'before.json': JSON.stringify(snapshot),
        'change.json': describe(prepared),
        by: `${approved.approvedBy}\n`,
        'change.sh': composeChange(prepared),
      }),
    PATIENCE_MS,
  );
  if (stored === undefined) return SILENT;
  if (stored !== 'stored')
    return say`The record of the change could not be kept on the host, so nothing was changed: ${answeredByHost(stored.said)}.`;
  await run.onStep?.('stored');
  const notPrepared = await reach(line, ready, 'prepare', 'prepared');
  if (notPrepared !== undefined) return notPrepared;
  await run.onStep?.('prepared');
  run.onStage?.('arming-the-undo');
  const notArmed = await reach(line, ready, 'arm', 'armed');
  if (notArmed !== undefined) return notArmed;
  await run.onStep?.('armed');
  return undefined;
}

/** Tells the host to go to a state; where its answer was lost, its record says whether it did. */
async function reach(
  line: HostLine,
  { id, fence }: Readying,
  command: 'prepare' | 'arm',
  wanted: JournalState,
): Promise<Sayable | undefined> {
  const told = await line.insist((shell) => tellChange(shell, id, command, fence), PATIENCE_MS);
  if (told === undefined) return SILENT;
  if (told.code === 0) return undefined;
  const journal = await line.insist((shell) => askChange(shell, id), PATIENCE_MS);
  if (journal?.state === wanted && journal.fence === fence) return undefined;
  const because = journal === undefined ? undefined : whyNotBegun(journal);
  return say`Nothing was changed: ${because ?? answeredByHost(told.said)}.`;
}

function planAgain(approved: ApprovedFix, host: ApplyRequest['host'], run: FixRun): Promise<PlannedChange> {
  const { id, options, method, reverts } = approved;
  return method === 'revert'
    ? planRevert({ host, id, ...(reverts !== undefined && { reverts }) }, run)
    : planFix({ host, options, id }, run);
}

/** In the language of the run, since an answer is told already, and in English. */
function driftBetween(
  { digest }: ApprovedFix,
  { answer, inEnglish = answer }: PlannedChange,
): { readonly told: Sayable; readonly inEnglish: Sayable } | undefined {
  return answer.kind === 'plan' && answer.plan.digest === digest
    ? undefined
    : { told: whyDrifted(answer), inEnglish: whyDrifted(inEnglish) };
}

function whyDrifted(answer: FixAnswer): Sayable {
  switch (answer.kind) {
    case 'plan':
      return say`The host has changed since the plan was made (its configuration, its addresses or its containers), so the approval does not hold any more.`;
    case 'nothing-to-fix':
      return answer.sentence;
    case 'refused':
      return sentences(...answer.because);
  }
  return answer satisfies never;
}

function notBegun(
  { id, host }: Pick<FixPlan, 'id' | 'host'>,
  because: Sayable,
  run: FixRun,
  inEnglish = because,
): ToldOutcome {
  const next = say`Plan again: /fix-bridge ${host}`;
  const as = (why: Sayable) => untoldOutcome({ id, host }, 'not-begun', why, { next });
  return tellOutcome(as(because), run, as(inEnglish));
}

/** What a revert needs to know of the change, without the bytes of files; those lie beside it. */
function describe({ docker, stopFirst, change }: PreparedChange): string {
  if (!('file' in change)) return JSON.stringify({ docker, stopFirst, change });
  const { file, ...rest } = change;
  return JSON.stringify({
    docker,
    stopFirst,
    change: { ...rest, file: { path: file.path, existed: file.before !== undefined } },
  });
}
