import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../facts/snapshot.ts';
import type { Host } from '../../hosts/host.ts';
import { FixPlan, type FixOutcome, type Proof } from '../../report/fix.ts';
import { outcomeOf } from './fix-outcome.ts';
import type { HostLine } from './host-line.ts';
import type { Journal } from './journal.ts';
import { askChange, letHost, readStored, storeBeside, tellChange } from './on-host.ts';
import { proveChange, proveUndone } from './prove-change.ts';
import { readStoredProofs, readStoredSnapshot } from './stored.ts';
import type { FixRun } from './run.ts';
import { whyNot } from './why-not.ts';

export interface Followed {
  readonly host: Host;
  readonly id: string;
  readonly fence: number;
  readonly line: HostLine;
  /** Known to whoever began the change; otherwise read from the host. */
  readonly plan?: FixPlan;
  readonly before?: Snapshot;
}

/** Beyond its own undo a host gets so long to answer again; then nobody waits any more. */
const PATIENCE_MS = 180_000;
const LOOK_MS = 700;
/** What a process of the host's own may take to begin. */
const UNDER_WAY_MS = 20_000;
/** Seconds that an undo is left to the host's own timer rather than to one that is asked for at the last moment. */
const LAST_SECONDS = 15;

/** From the host's own record to an end: fixed and proven, or undone and proven, or a sentence that says why nobody knows yet. */
export async function followChange(followed: Followed, run: FixRun): Promise<FixOutcome> {
  const { host, id, fence, line } = followed;
  const begun = performance.now();
  const patience = () =>
    Math.max(0, (run.undoAfterSeconds ?? 300) * 1000 + PATIENCE_MS - (performance.now() - begun));
  const claimed = await line.insist((shell) => tellChange(shell, id, 'claim', fence), patience());
  if (claimed === undefined) return pending(followed, run);
  if (claimed.code === 8) return fencedOff(followed);
  await run.onStep?.('claimed');
  let proofs: readonly Proof[] = [];
  let armedSince: number | undefined;
  let askedToUndo = -Infinity;
  const takeBack = async (why: string) => {
    // What the host was asked for a moment ago may just be on its way.
    if (performance.now() - askedToUndo < UNDER_WAY_MS) return;
    askedToUndo = performance.now();
    run.onStage?.('undoing');
    await undo(followed, why, patience());
  };
  for (;;) {
    const journal = await line.insist((shell) => askChange(shell, id), patience());
    if (journal === undefined) return pending(followed, run);
    if (journal.fence !== fence) return fencedOff(followed);
    switch (journal.state) {
      case 'none':
        return outcomeOf(
          nameOf(followed),
          'not-begun',
          'The host has no record of this change: nothing was changed.',
        );
      case 'prepared':
      case 'armed':
        armedSince ??= performance.now();
        if (followed.plan === undefined || performance.now() - armedSince > UNDER_WAY_MS) {
          await takeBack('whoever began it was gone before anything was changed');
        }
        break;
      case 'applying':
        break;
      case 'applied': {
        if (performance.now() - askedToUndo < UNDER_WAY_MS) break;
        await run.onStep?.('applied');
        const complete = await withPlan(followed, patience());
        if (complete === undefined) {
          await takeBack('what was to be proven is not known any more');
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
        return undoFailed(followed, journal, run);
      default:
        journal.state satisfies never;
    }
    if (
      journal.secondsLeft !== undefined &&
      journal.secondsLeft < -LAST_SECONDS &&
      journal.state !== 'undoing'
    ) {
      await takeBack('nobody confirmed it in time');
    }
    await sleep(LOOK_MS);
  }
}

async function undo({ id, line, fence }: Followed, why: string, forMs: number): Promise<void> {
  await line.insist((shell) => letHost(shell, id, ['undo', why, String(fence)]), forMs);
}

async function withPlan(
  followed: Followed,
  forMs: number,
): Promise<(Followed & { plan: FixPlan; before: Snapshot }) | undefined> {
  const { id, line } = followed;
  if (followed.plan !== undefined && followed.before !== undefined) {
    return { ...followed, plan: followed.plan, before: followed.before };
  }
  const [plan, before] = [
    await line.insist((shell) => readStored(shell, id, 'plan.json'), forMs),
    await line.insist((shell) => readStoredSnapshot(shell, id), forMs),
  ];
  if (plan === undefined || before === undefined) return undefined;
  const read = FixPlan.safeParse(JSON.parse(plan));
  return read.success ? { ...followed, plan: read.data, before } : undefined;
}

function doubtOf(proofs: readonly Proof[]): string | undefined {
  if (proofs.length === 0) return 'the host could not be looked at over a new connection';
  const open = proofs.filter(({ ok }) => !ok);
  if (open.length === 0) return undefined;
  return `not proven: ${open.map(({ what, after }) => `${what} (${after})`).join('; ')}`;
}

async function confirm(
  { id, fence, line }: Followed,
  proofs: readonly Proof[],
  run: FixRun,
  forMs: number,
): Promise<void> {
  await run.onStep?.('proven');
  run.onStage?.('disarming');
  await line.insist((shell) => storeBeside(shell, id, 'proofs.json', JSON.stringify(proofs)), forMs);
  await run.onStep?.('recorded');
  await line.insist((shell) => tellChange(shell, id, 'confirm', fence), forMs);
  await run.onStep?.('confirmed');
}

async function ended(
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
  const lost =
    journal.lost.length === 0 ? '' : ` These containers do not run as they did: ${journal.lost.join(', ')}.`;
  const proofs = complete === undefined ? [] : await proveUndone(complete, run);
  const open = proofs.filter(({ ok }) => !ok);
  const as =
    complete === undefined || proofs.length === 0
      ? 'It was taken back.'
      : open.length === 0
        ? 'It was taken back, and the host is as before.'
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

function undoFailed(followed: Followed, journal: Journal, run: FixRun): Promise<FixOutcome> {
  const because = `The change was not confirmed (${journal.why ?? 'nobody did'}), and taking it back has not succeeded yet. The host tries again every minute.`;
  return record(
    outcomeOf(nameOf(followed), 'undo-failed', because, {
      commands: [...journal.commands],
      next: `On the host: sh /var/lib/ferryman/changes/${followed.id}/change.sh status`,
    }),
    run,
  );
}

function pending(followed: Followed, run: FixRun): Promise<FixOutcome> {
  return record(
    outcomeOf(
      nameOf(followed),
      'pending',
      'The host cannot be asked. Where the change had begun it takes it back by itself, unless it was confirmed.',
      { next: `When it answers again: ferryman fix-bridge ${followed.host.name} --plan` },
    ),
    run,
  );
}

function fencedOff(followed: Followed): FixOutcome {
  return outcomeOf(
    nameOf(followed),
    'pending',
    'Another run of this change has taken over and will tell its end.',
  );
}

async function record(outcome: FixOutcome, run: FixRun): Promise<FixOutcome> {
  for (const command of outcome.commands) await run.audit?.({ kind: 'command', detail: command });
  for (const proof of outcome.proofs) await run.audit?.({ kind: 'proof', detail: proof });
  await run.audit?.({ kind: 'ended', detail: { result: outcome.result, because: outcome.because } });
  return outcome;
}

const nameOf = ({ id, host }: Followed) => ({ id, host: host.name });
