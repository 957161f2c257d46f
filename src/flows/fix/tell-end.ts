import type { UntoldProof } from '../../fixes/untold.ts';
import { list, say, sentences, type Sayable, type Text } from '../../text/say.ts';
import { type Followed, withPlan } from './followed.ts';
import type { Journal } from './journal.ts';
import { proveUndone } from './prove-change.ts';
import type { FixRun, ToldOutcome } from './run.ts';
import { readStoredProofs } from './stored.ts';
import { tellOutcome, untoldOutcome, type UntoldOutcome } from './tell-outcome.ts';
import { openOf, recordedWhy, whyNot } from './why-not.ts';

/** A change that is final, proven once more by the host as it is now. */
export async function ended(
  followed: Followed,
  journal: Journal,
  proven: readonly UntoldProof[],
  run: FixRun,
): Promise<ToldOutcome> {
  const { state, commands, downtimeSeconds } = journal;
  const why = whyNot(journal, proven);
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
    const because =
      plan === undefined
        ? say`The change was made, and everything that was to be proven was seen.`
        : say`${plan.bridge.device} is ${plan.to} now, and everything that was to be proven was seen.`;
    return record(
      untoldOutcome(name, 'fixed', because, {
        ...known,
        ...(plan?.reverts !== undefined && { reverts: plan.reverts }),
        proofs,
      }),
      run,
    );
  }
  if (state === 'abandoned') {
    return record(
      untoldOutcome(name, 'not-begun', say`Nothing was changed: ${why}.`, {
        ...known,
        next: say`Plan again: /fix-bridge ${name.host}`,
      }),
      run,
    );
  }
  const names = new Map(complete?.plan.affected.map((container) => [container.id, container.name]));
  const missing = journal.lost.map(
    (one) => names.get(one) ?? (/^[0-9a-f]{64}$/.test(one) ? one.slice(0, 12) : one),
  );
  const lost = missing.length > 0 && say`These do not run as they did: ${list(missing)}.`;
  const proofs = complete === undefined ? [] : await proveUndone(complete, run);
  return record(
    untoldOutcome(name, 'undone', sentences(takenBack(proofs, missing), say`Why: ${why}.`, lost), {
      ...known,
      proofs: [...proven.filter(({ ok }) => !ok), ...proofs],
      next: say`Mend what is named here, then plan again: /fix-bridge ${name.host}`,
    }),
    run,
  );
}

/** @param proofs none where the host could not be looked at */
function takenBack(proofs: readonly UntoldProof[], missing: readonly string[]): Text {
  if (proofs.length === 0) return say`It was taken back.`;
  const open = openOf(proofs);
  if (open !== undefined) return say`It was taken back; not as before: ${open}.`;
  return missing.length === 0 ? say`It was taken back, and the host is as before.` : say`It was taken back.`;
}

export function undoFailed(
  followed: Followed,
  { why, commands }: Journal,
  proven: readonly UntoldProof[],
  run: FixRun,
): Promise<ToldOutcome> {
  const reason = why === undefined ? say`nobody did` : recordedWhy(why, proven);
  const because = say`The change was not confirmed (${reason}), and taking it back has not succeeded yet. The host tries again every minute.`;
  return record(
    untoldOutcome(nameOf(followed), 'undo-failed', because, {
      commands: [...commands],
      next: say`On the host: ${`sh /var/lib/ferryman/changes/${followed.id}/change.sh status`}`,
    }),
    run,
  );
}

export function pending(
  followed: Followed,
  run: FixRun,
  because: Sayable = say`The host cannot be asked. If the change had begun, the host takes it back by itself, unless it was confirmed.`,
): Promise<ToldOutcome> {
  const next = say`When it answers again: /fix-bridge ${followed.host.name}`;
  return record(untoldOutcome(nameOf(followed), 'pending', because, { next }), run);
}

export function fencedOff(followed: Followed, run: FixRun): ToldOutcome {
  const because = say`Another run of this change has taken over and will tell its end.`;
  return tellOutcome(untoldOutcome(nameOf(followed), 'pending', because), run);
}

export function unknownThere(followed: Followed, run: FixRun): ToldOutcome {
  const because = say`The host has no record of this change: nothing was changed.`;
  return tellOutcome(untoldOutcome(nameOf(followed), 'not-begun', because), run);
}

/** Tells it, and writes it down: in the record stands what every reader of it can read, whoever asked. */
async function record(untold: UntoldOutcome, run: FixRun): Promise<ToldOutcome> {
  const outcome = tellOutcome(untold, run);
  const { commands, proofs, result, because } = outcome.inEnglish ?? outcome;
  for (const command of commands) await run.audit?.({ kind: 'command', detail: command });
  for (const proof of proofs) await run.audit?.({ kind: 'proof', detail: proof });
  await run.audit?.({ kind: 'ended', detail: { result, because } });
  return outcome;
}

const nameOf = ({ id, host }: Followed) => ({ id, host: host.name });
