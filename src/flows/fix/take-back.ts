import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../hosts/host.ts';
import { say } from '../../text/say.ts';
import { followChange } from './follow-change.ts';
import { hostLine } from './host-line.ts';
import type { Journal, JournalState } from './journal.ts';
import { askChange, askPending, letHost } from './on-host.ts';
import type { FixRun, ToldOutcome } from './run.ts';
import { tellOutcome, untoldOutcome } from './tell-outcome.ts';

/** A change that is not over. */
export interface PendingOnHost {
  readonly id: string;
  readonly journal: Journal;
}

const LOOK_MS = 700;
/** The host ends by itself what it was doing. */
const PATIENCE_MS = 180_000;
const NOT_YET: ReadonlySet<JournalState> = new Set(['prepared', 'armed', 'applying', 'applied']);

/** The change that the host is in the middle of, whoever began it. */
export async function findPending(host: Host, run: FixRun): Promise<PendingOnHost | undefined> {
  const line = hostLine(host, run);
  try {
    const id = await line.ask(askPending);
    const journal = id === undefined ? undefined : await line.ask((shell) => askChange(shell, id));
    return id === undefined || journal === undefined ? undefined : { id, journal };
  } finally {
    await line.close();
  }
}

/**
 * Has the host undo a change that is not over, now and not at its deadline, whoever began it. Undefined where the host knows nothing of it.
 * One that was confirmed stays, and is told as it is.
 */
export async function takeBack(
  { host, id, why }: { readonly host: Host; readonly id: string; readonly why: string },
  run: FixRun,
): Promise<ToldOutcome | undefined> {
  const line = hostLine(host, { ...run, onSilence: () => run.onStage?.('waiting-for-the-host') });
  try {
    run.onStage?.('undoing');
    const journal = await line.ask((shell) => askChange(shell, id));
    if (journal === undefined || journal.state === 'none') return undefined;
    if (NOT_YET.has(journal.state)) {
      // Without a fence, as a person's word; whoever began it may go on watching.
      await line.ask((shell) => letHost(shell, id, ['undo', why]));
      // Who follows a change that is applied proves and confirms it, so the undo is to have begun before.
      const until = performance.now() + PATIENCE_MS;
      for (;;) {
        const now = await line.insist((shell) => askChange(shell, id), PATIENCE_MS);
        if (now !== undefined && !NOT_YET.has(now.state)) break;
        if (now === undefined || performance.now() > until) return stillOnItsWay(host, id, run);
        await sleep(LOOK_MS);
      }
    }
    return await followChange({ host, id, fence: journal.fence, line }, run);
  } finally {
    await line.close();
  }
}

function stillOnItsWay(host: Host, id: string, run: FixRun): ToldOutcome {
  const because = say`The host was told to take the change back and has not said yet that it did.`;
  const next = say`See how it stands: /fix-bridge ${host.name}`;
  return tellOutcome(untoldOutcome({ id, host: host.name }, 'pending', because, { next }), run);
}
