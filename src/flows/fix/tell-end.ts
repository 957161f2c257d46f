import type { FixOutcome, Proof } from '../../report/fix.ts';
import { outcomeOf } from './fix-outcome.ts';
import { type Followed, withPlan } from './followed.ts';
import type { Journal } from './journal.ts';
import { maskOutcome } from './mask-outcome.ts';
import { proveUndone } from './prove-change.ts';
import type { FixRun } from './run.ts';
import { readStoredProofs } from './stored.ts';
import { whyNot } from './why-not.ts';

/** A change that is final, proven once more by the host as it is now. */
export async function ended(
  followed: Followed,
  journal: Journal,
  proven: readonly Proof[],
  run: FixRun,
): Promise<FixOutcome> {
  const { state, commands, downtimeSeconds } = journal;
  const why = whyNot(journal);
  const known = { commands: [...commands], ...(downtimeSeconds !== undefined && { downtimeSeconds }) };
  const forMs = 30_000;
  const complete = await withPlan(followed, forMs);
  const name = nameOf(followed);
  if (state === 'confirmed') {
    const proofs =
      proven.length > 0
        ? proven
        : ((await followed.line.insist((shell) => readStoredProofs(shell, followed.id), forMs)) ?? []);
    const plan = complete?.plan;
    const what = plan === undefined ? 'The change was made' : `${plan.bridge.device} is ${plan.to} now`;
    return record(
      outcomeOf(name, 'fixed', `${what}, and everything that was to be proven was seen.`, {
        ...known,
        ...(plan?.reverts !== undefined && { reverts: plan.reverts }),
        proofs: [...proofs],
      }),
      run,
    );
  }
  if (state === 'abandoned') {
    return record(
      outcomeOf(name, 'not-begun', `Nothing was changed: ${why}.`, {
        ...known,
        next: `Plan again: /fix-bridge ${name.host}`,
      }),
      run,
    );
  }
  const names = new Map(complete?.plan.affected.map((container) => [container.id, container.name]));
  const missing = journal.lost.map(
    (one) => names.get(one) ?? (/^[0-9a-f]{64}$/.test(one) ? one.slice(0, 12) : one),
  );
  const lost = missing.length === 0 ? '' : ` These do not run as they did: ${missing.join(', ')}.`;
  const proofs = complete === undefined ? [] : await proveUndone(complete, run);
  const open = proofs.filter(({ ok }) => !ok);
  const as =
    complete === undefined || proofs.length === 0
      ? 'It was taken back.'
      : open.length === 0 && missing.length === 0
        ? 'It was taken back, and the host is as before.'
        : open.length === 0
          ? 'It was taken back.'
          : `It was taken back; not as before: ${open.map(({ what, after }) => `${what} (${after})`).join('; ')}.`;
  return record(
    outcomeOf(name, 'undone', `${as} Why: ${why}.${lost}`, {
      ...known,
      proofs: [...proven.filter(({ ok }) => !ok), ...proofs],
      next: `Mend what is named here, then plan again: /fix-bridge ${name.host}`,
    }),
    run,
  );
}

export function undoFailed(followed: Followed, journal: Journal, run: FixRun): Promise<FixOutcome> {
  const because = `The change was not confirmed (${journal.why ?? 'nobody did'}), and taking it back has not succeeded yet. The host tries again every minute.`;
  return record(
    outcomeOf(nameOf(followed), 'undo-failed', because, {
      commands: [...journal.commands],
      next: `On the host: sh /var/lib/ferryman/changes/${followed.id}/change.sh status`,
    }),
    run,
  );
}

export function pending(
  followed: Followed,
  run: FixRun,
  because = 'The host cannot be asked. Where the change had begun it takes it back by itself, unless it was confirmed.',
): Promise<FixOutcome> {
  return record(
    outcomeOf(nameOf(followed), 'pending', because, {
      next: `When it answers again: /fix-bridge ${followed.host.name}`,
    }),
    run,
  );
}

export function fencedOff(followed: Followed): FixOutcome {
  return outcomeOf(
    nameOf(followed),
    'pending',
    'Another run of this change has taken over and will tell its end.',
  );
}

/** What the host printed holds what people wrote into its configuration, so nothing of it leaves unmasked. */
async function record(unmasked: FixOutcome, run: FixRun): Promise<FixOutcome> {
  const outcome = maskOutcome(unmasked, run.redact);
  for (const command of outcome.commands) await run.audit?.({ kind: 'command', detail: command });
  for (const proof of outcome.proofs) await run.audit?.({ kind: 'proof', detail: proof });
  await run.audit?.({ kind: 'ended', detail: { result: outcome.result, because: outcome.because } });
  return outcome;
}

export const nameOf = ({ id, host }: Followed) => ({ id, host: host.name });
