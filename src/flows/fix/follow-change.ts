import { setTimeout as sleep } from 'node:timers/promises';
import { tellProof } from '../../fixes/tell-plan.ts';
import type { UntoldProof } from '../../fixes/untold.ts';
import { say, type Text } from '../../text/say.ts';
import { type Followed, withPlan } from './followed.ts';
import { askChange, letHost, storeBeside, tellChange } from './on-host.ts';
import { proveChange } from './prove-change.ts';
import type { FixRun, ToldOutcome } from './run.ts';
import { ended, fencedOff, pending, undoFailed, unknownThere } from './tell-end.ts';
import { asRecorded, doubtOf, whyTakenBack } from './why-not.ts';

/** Beyond its own undo a host gets so long to answer again; then nobody waits any more. */
const PATIENCE_MS = 180_000;
const LOOK_MS = 700;
/** What a process of the host's own may take to begin. */
const UNDER_WAY_MS = 20_000;
/** Seconds that an undo is left to the host's own timer rather than to one that is asked for at the last moment. */
const LAST_SECONDS = 15;

/** From the host's own record to an end: fixed and proven, or undone and proven, or a sentence that says why nobody knows yet. */
export async function followChange(followed: Followed, run: FixRun): Promise<ToldOutcome> {
  const { id, fence, line } = followed;
  const begun = performance.now();
  const patience = () =>
    Math.max(0, (run.undoAfterSeconds ?? 300) * 1000 + PATIENCE_MS - (performance.now() - begun));
  const claimed = await line.insist((shell) => tellChange(shell, id, 'claim', fence), patience());
  if (claimed === undefined) return pending(followed, run);
  if (claimed.code === 8) return fencedOff(followed, run);
  await run.onStep?.('claimed');
  let proofs: readonly UntoldProof[] = [];
  let armedSince: number | undefined;
  let askedToUndo = -Infinity;
  const takeBack = async (why: Text) => {
    // What the host was asked for a moment ago may just be on its way.
    if (performance.now() - askedToUndo < UNDER_WAY_MS) return;
    askedToUndo = performance.now();
    run.onStage?.('undoing');
    await undo(followed, why, patience());
  };
  for (;;) {
    const journal = await line.insist((shell) => askChange(shell, id), patience());
    if (journal === undefined) return pending(followed, run);
    if (journal.fence !== fence) return fencedOff(followed, run);
    switch (journal.state) {
      case 'none':
        return unknownThere(followed, run);
      case 'prepared':
      case 'armed':
        armedSince ??= performance.now();
        if (followed.plan === undefined || performance.now() - armedSince > UNDER_WAY_MS) {
          await takeBack(whyTakenBack.left);
        }
        break;
      case 'applying':
        break;
      case 'applied': {
        if (performance.now() - askedToUndo < UNDER_WAY_MS) break;
        await run.onStep?.('applied');
        const complete = await withPlan(followed, patience());
        if (complete === undefined) {
          await takeBack(whyTakenBack.forgotten);
          break;
        }
        proofs = await proveChange(complete, journal, run);
        const doubt = doubtOf(proofs);
        if (doubt === undefined) await confirm(complete, proofs, run, patience());
        else await takeBack(doubt);
        break;
      }
      case 'undoing':
        run.onStage?.('undoing');
        break;
      case 'confirmed':
        return ended(followed, journal, proofs, run);
      case 'undone':
      case 'abandoned':
        return ended(followed, journal, proofs, run);
      case 'undo-failed':
        return undoFailed(followed, journal, proofs, run);
      default:
        journal.state satisfies never;
    }
    if (
      journal.secondsLeft !== undefined &&
      journal.secondsLeft < -LAST_SECONDS &&
      journal.state !== 'undoing'
    ) {
      await takeBack(whyTakenBack.late);
    }
    // It answers and comes to no end; its own timers go on.
    if (patience() === 0)
      return pending(followed, run, say`The host still reports the change as ${journal.state}.`);
    await sleep(LOOK_MS);
  }
}

async function undo({ id, line, fence }: Followed, why: Text, forMs: number): Promise<void> {
  await line.insist((shell) => letHost(shell, id, ['undo', asRecorded(why), String(fence)]), forMs);
}

async function confirm(
  { id, fence, line }: Followed,
  proofs: readonly UntoldProof[],
  run: FixRun,
  forMs: number,
): Promise<void> {
  await run.onStep?.('proven');
  run.onStage?.('disarming');
  const kept = JSON.stringify(proofs.map((proof) => tellProof(proof, 'en')));
  await line.insist((shell) => storeBeside(shell, id, 'proofs.json', kept), forMs);
  await run.onStep?.('recorded');
  await line.insist((shell) => tellChange(shell, id, 'confirm', fence), forMs);
  await run.onStep?.('confirmed');
}
