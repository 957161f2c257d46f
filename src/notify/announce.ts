import type { SlackMessage } from '../render/slack/message.ts';
import { failureOf } from './failure.ts';
import type { OutboxDeps } from './outbox.ts';
import { entryOf, type Row, rowOf } from './outbox-row.ts';

/** `taken`: whoever does the job has the message now. */
export type Announced = 'shown' | 'left out' | 'taken';

/** Another process has changed the row in the meantime. */
export class Overtaken extends Error {}

interface Deps extends Pick<OutboxDeps, 'store' | 'writes' | 'clock' | 'times'> {
  /** Whether Slack's limit leaves room for an edit. */
  readonly affords: () => Promise<boolean>;
}

/**
 * One try to let a job's message show this while the job waits. Others may do the same at the same time, and the job's worker may begin:
 * the row says when something is on its way, is changed only by whoever has read its last state, and is never touched once it is taken.
 */
export async function announce(fresh: Row, message: SlackMessage, deps: Deps): Promise<Announced> {
  const { store, writes, clock, times } = deps;
  const before = await store.read(fresh.id);
  const row = (before && rowOf(before)) ?? fresh;
  if (row.taken === true) return 'taken';
  const until = clock();
  const { triedAt } = row;
  if (row.ts === undefined && triedAt !== undefined) {
    // A post of which Slack has not said whether it stands there.
    row.ts = await writes.find(row, until);
    if (row.ts === undefined && until < triedAt + times.arrivesWithinMs) return 'left out';
  }
  if (row.ts !== undefined && !(await deps.affords())) return 'left out';

  let standing = before;
  async function write() {
    const entry = entryOf(row, undefined);
    if (!(await store.swap(entry, standing))) throw new Overtaken();
    standing = entry;
  }
  async function begin() {
    // A post can't come over anything: whoever edits it has found it.
    if (row.ts === undefined) row.triedAt = clock();
    else row.announcedUntil = clock() + times.editArrivesWithinMs;
    await write();
  }
  try {
    if (row.ts === undefined) row.ts = await writes.post(row, message, until, () => begin());
    else {
      await begin();
      await writes.update({ channelId: row.channelId, ts: row.ts }, message, until);
    }
    delete row.announcedUntil;
    await write();
    return 'shown';
  } catch (error) {
    if (error instanceof Overtaken) return 'left out';
    const failure = failureOf(error);
    if (failure.kind !== 'unanswered' && standing !== before) {
      // Not carried out, so that nobody has to wait for it.
      delete row.announcedUntil;
      if (triedAt === undefined) delete row.triedAt;
      await write().catch(() => undefined);
    }
    if (failure.kind === 'refused') throw error;
    return 'left out';
  }
}
