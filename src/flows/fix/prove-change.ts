import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../facts/snapshot.ts';
import { prove } from '../../fixes/prove.ts';
import type { UntoldProof } from '../../fixes/untold.ts';
import type { Host } from '../../hosts/host.ts';
import type { FixPlan } from '../../report/fix.ts';
import { takeSnapshot } from '../diagnose.ts';
import type { Journal } from './journal.ts';
import { proveUnits } from './prove-units.ts';
import type { FixRun } from './run.ts';

interface Proven {
  readonly host: Host;
  readonly plan: FixPlan;
  readonly before: Snapshot;
}

/** Seconds that must be left on the host's timer to take another look and confirm. */
const MARGIN = 40;
const AGAIN_MS = 3000;
/** Applications need a while to listen again. */
const PATIENCE_MS = 90_000;

/** Looks at the host over a connection that nobody had before, again until everything holds or the time is over. Empty where it could not look. */
export async function proveChange(
  { host, plan, before }: Proven,
  { secondsLeft = 0 }: Journal,
  run: FixRun,
): Promise<readonly UntoldProof[]> {
  const until = performance.now() + Math.min(PATIENCE_MS, Math.max(0, secondsLeft - MARGIN) * 1000);
  let proofs: readonly UntoldProof[] = [];
  do {
    run.signal?.throwIfAborted();
    run.onStage?.('proving');
    const after = await lookAnew(host, plan, run);
    if (after !== undefined) {
      await run.onStep?.('reconnected');
      proofs = [...prove(before, after.snapshot, plan), ...after.units];
      if (proofs.every(({ ok }) => ok)) {
        await run.audit?.({
          kind: 'step',
          detail: { step: 'proven' },
          snapshot: { when: 'after', taken: after.snapshot },
        });
        return proofs;
      }
    }
    await sleep(AGAIN_MS);
  } while (performance.now() < until);
  return proofs;
}

/** Whether an undone host is as it was. Empty where it could not be looked at. */
export async function proveUndone(
  { host, plan, before }: Proven,
  run: FixRun,
): Promise<readonly UntoldProof[]> {
  let proofs: readonly UntoldProof[] = [];
  for (let look = 1; look <= 5; look += 1) {
    const after = await lookAnew(host, plan, run);
    proofs =
      after === undefined
        ? []
        : [
            ...prove(before, after.snapshot, { ...plan, method: 'revert', from: plan.to, to: plan.from }),
            ...after.units,
          ];
    if (after !== undefined && proofs.every(({ ok }) => ok)) {
      await run.audit?.({
        kind: 'step',
        detail: { step: 'undone' },
        snapshot: { when: 'after', taken: after.snapshot },
      });
      break;
    }
    await sleep(AGAIN_MS);
  }
  return proofs;
}

interface Look {
  readonly snapshot: Snapshot;
  readonly units: readonly UntoldProof[];
}

async function lookAnew(host: Host, plan: FixPlan, run: FixRun): Promise<Look | undefined> {
  const shells = await run.newShells();
  try {
    const { port } = plan.options;
    const snapshot = await takeSnapshot(
      { host, ...(port !== undefined && { asked: { port } }) },
      {
        shells,
        ...(run.redact && { redact: run.redact }),
        ...(run.now && { now: run.now }),
        ...(run.signal && { signal: run.signal }),
      },
    );
    return { snapshot, units: await proveUnits(host, plan, shells) };
  } catch {
    run.signal?.throwIfAborted();
    return undefined;
  } finally {
    await shells.dispose();
  }
}
