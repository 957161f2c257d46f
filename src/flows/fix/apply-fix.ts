import type { PreparedChange } from '../../fixes/change.ts';
import { composeChange } from '../../fixes/script/compose.ts';
import type { ApprovedFix, FixOutcome, FixPlan } from '../../report/fix.ts';
import { outcomeOf } from './fix-outcome.ts';
import { followChange } from './follow-change.ts';
import { hostLine, type HostLine } from './host-line.ts';
import { askChange, letHost, storeChange, tellChange } from './on-host.ts';
import { planFix } from './plan-fix.ts';
import { planRevert } from './plan-revert.ts';
import type { ApplyRequest, FixRun, PlannedChange } from './run.ts';

/**
 * Carries an approved change out: compares, stores everything on the host, arms its undo, lets the host change itself, proves over a new
 * connection, disarms. Whatever breaks on the way, the host ends as before or fixed and proven; where it cannot be asked which,
 * the outcome is `pending`. A change that the host knows already is not begun again but followed to its end.
 */
export async function applyFix(request: ApplyRequest, run: FixRun): Promise<FixOutcome> {
  const { host, approved, fence } = request;
  const line = hostLine(host, {
    shells: run.shells,
    ...(run.signal && { signal: run.signal }),
    onSilence: () => run.onStage?.('waiting-for-the-host'),
  });
  try {
    run.onStage?.('connecting');
    const known = await line.ask((shell) => askChange(shell, approved.id));
    if (known !== undefined && known.state !== 'none') {
      return await followChange({ host, id: approved.id, fence, line }, run);
    }
    return await begin(request, line, run);
  } finally {
    await line.close();
  }
}

async function begin(
  { host, approved, fence }: ApplyRequest,
  line: HostLine,
  run: FixRun,
): Promise<FixOutcome> {
  const { id } = approved;
  const now = run.now ?? (() => new Date());
  if (now() >= new Date(approved.expiresAt)) {
    return notBegun(approved, 'The approval came too late: the plan had expired.');
  }
  run.onStage?.('comparing');
  const planned = await planAgain(approved, host, run);
  const drift = driftBetween(approved, planned);
  if (drift !== undefined) return notBegun(approved, drift);
  const { prepared, snapshot } = planned;
  if (prepared === undefined || snapshot === undefined) {
    return notBegun(approved, 'This host is a recording: nothing can be changed on it.');
  }
  await run.onStep?.('compared');
  await run.audit?.({ kind: 'began', detail: { approved }, snapshot: { when: 'before', taken: snapshot } });

  run.onStage?.('backing-up');
  const stored = await line.ask((shell) =>
    storeChange(shell, id, {
      'plan.json': JSON.stringify(prepared.plan),
      'before.json': JSON.stringify(snapshot),
      'change.json': describe(prepared),
      by: `${approved.approvedBy}\n`,
      'change.sh': composeChange(prepared),
    }),
  );
  await run.onStep?.('stored');
  if (stored === 'stored') {
    const refusal = await armed(line, { id, fence }, run);
    if (refusal !== undefined) return notBegun(approved, refusal);
    run.onStage?.('changing');
    await line.ask((shell) => letHost(shell, id, ['apply', String(fence)]));
    await run.onStep?.('begun');
  }
  return followChange({ host, id, fence, line, plan: prepared.plan, before: snapshot }, run);
}

function planAgain(approved: ApprovedFix, host: ApplyRequest['host'], run: FixRun): Promise<PlannedChange> {
  const { id, options, method, reverts } = approved;
  return method === 'revert'
    ? planRevert({ host, id, ...(reverts !== undefined && { reverts }) }, run)
    : planFix({ host, options, id }, run);
}

function driftBetween({ digest }: ApprovedFix, { answer }: PlannedChange): string | undefined {
  switch (answer.kind) {
    case 'plan':
      return answer.plan.digest === digest
        ? undefined
        : 'The host has changed since the plan was made (its configuration, its addresses or its containers), so the approval does not hold any more.';
    case 'nothing-to-fix':
      return answer.sentence;
    case 'refused':
      return answer.because.join(' ');
  }
  return answer satisfies never;
}

/** A sentence where the host could not be made ready; it is as before then. */
async function armed(
  line: HostLine,
  { id, fence }: { id: string; fence: number },
  run: FixRun,
): Promise<string | undefined> {
  const prepared = await line.ask((shell) => tellChange(shell, id, 'prepare', fence));
  if (prepared.code !== 0) return `Nothing was changed: ${prepared.said}.`;
  await run.onStep?.('prepared');
  run.onStage?.('arming-the-undo');
  const arming = await line.ask((shell) => tellChange(shell, id, 'arm', fence));
  if (arming.code !== 0)
    return `The undo could not be armed on the host, so nothing was changed: ${arming.said}.`;
  await run.onStep?.('armed');
  return undefined;
}

function notBegun({ id, host }: Pick<FixPlan, 'id' | 'host'>, because: string): FixOutcome {
  return outcomeOf({ id, host }, 'not-begun', because, { next: `Plan again: /fix-bridge ${host}` });
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
