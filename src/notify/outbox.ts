import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';
import { type Announced, announce, Overtaken } from './announce.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Lanes } from './lanes.ts';
import { placeOf, type Row } from './outbox-row.ts';
import type { OutboxStore } from './outbox-store.ts';
import { askAgainMs, type Kept, learn, rowKeeper } from './row-keeper.ts';
import { type Shared, sharing } from './sharing.ts';
import type { Writes } from './writes.ts';

/** Milliseconds. */
export interface OutboxTimes {
  /** How long somebody waits for a message to get through, rate limits and outages included. */
  readonly patienceMs: number;
  /** After this long another process may take over what one has in hand. */
  readonly heldMs: number;
  /** How long a post of another process may still be on its way. */
  readonly arrivesWithinMs: number;
  /** How long an edit of another process may, where it says no more. */
  readonly editArrivesWithinMs: number;
  /** From the first failure to the next try; doubled with each. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** How often what others left behind is looked for. */
  readonly takeOverMs: number;
}

export const outboxTimes: OutboxTimes = {
  patienceMs: 60_000,
  heldMs: 90_000,
  arrivesWithinMs: 15_000,
  editArrivesWithinMs: 12_000,
  pauseMs: 500,
  longestPauseMs: 30_000,
  takeOverMs: 5_000,
};

/** After a day nobody waits for an answer any more. */
const keptMs = 24 * 3_600_000;
const lookAgainMs = 1_500;

export interface OutboxDeps {
  readonly store: OutboxStore;
  readonly writes: Writes;
  readonly lanes: Lanes;
  readonly times: OutboxTimes;
  readonly clock: () => number;
  readonly logger: Logger;
  /** Fires when this process is about to end. */
  readonly closing: AbortSignal;
}

export type NewRow = Omit<Row, 'order' | 'version' | 'shown'>;

/** A row for each message: what is to stand there, whether it may stand there, and where. Rejects with Slack's errors. */
export interface Outbox {
  /** Posts, or edits what an earlier start has posted; its `ts`. Where that takes too long it is left to whoever asks again. */
  post(row: NewRow, message: SlackMessage): Promise<string>;
  /**
   * What stands there until its job's worker posts it: posted or edited once, and `left out` where that does not work at once. An edit has to be
   * afforded. `taken` as soon as the worker has it; from then on nothing that was announced arrives any more. Rejects where the store does not answer.
   */
  announce(row: NewRow, message: SlackMessage, affords: () => Promise<boolean>): Promise<Announced>;
  /** The same for what may come late: it is given up only after a day, and nothing of its lane overtakes it. */
  reply(row: NewRow, message: SlackMessage): Promise<void>;
  /** What stands there last, whatever happens. Several in a row become one. */
  edit(row: NewRow & { readonly ts: string }, message: SlackMessage): Promise<void>;
  /** Whether an edit of this message is under way. */
  edits(place: string): boolean;
  /** Delivers what processes that ended have left behind. */
  takeOver(): Promise<void>;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { writes, lanes, times, clock, logger, closing } = deps;
  const keeper = rowKeeper(deps);
  const editing = new Map<string, Shared>();
  const posting = new Map<string, Shared>();
  const late = new Set<string>();
  let orders = 0;

  function want(row: Row, message: SlackMessage) {
    keeper.grip(row.id);
    row.wantedSince ??= clock();
    row.wanted = message;
    row.version += 1;
  }

  function begun(row: NewRow): Row {
    orders += 1;
    return { ...row, order: clock() * 1_000 + (orders % 1_000), version: 0, shown: 0 };
  }

  async function lookFor(row: Row, lost: Failure | undefined, until: number): Promise<string | undefined> {
    if (row.triedAt === undefined) return undefined;
    if (lost === undefined) {
      // Another process may just be posting it.
      for (const stop = row.triedAt + times.arrivesWithinMs; clock() < stop;) {
        const told = await comesFrom(row, Math.min(stop, clock() + lookAgainMs));
        if (told !== undefined || row.triedAt === undefined) return told;
        const there = await writes.find(row, until);
        if (there !== undefined) return there;
      }
    }
    const arrived = clock() + (lost?.kind === 'unanswered' ? lost.arrivesWithinMs : 0);
    for (;;) {
      const there = await writes.find(row, until);
      if (there !== undefined || clock() >= arrived) return there;
      await sleep(lookAgainMs, undefined, { signal: closing });
    }
  }

  /** The `ts` that another process is told by Slack; nothing where it says that it came to nothing, or says nothing until then. */
  async function comesFrom(row: Row, until: number): Promise<string | undefined> {
    while (clock() < until) {
      await sleep(Math.min(askAgainMs, until - clock()), undefined, { signal: closing });
      const told = await keeper.find(row.id);
      if (told?.ts !== undefined) return told.ts;
      if (told !== undefined && told.triedAt === undefined) {
        delete row.triedAt;
        return undefined;
      }
    }
    return undefined;
  }

  async function attempt(row: Row, kept: Kept, lost: Failure | undefined, until: number): Promise<void> {
    if (row.ts === undefined && lost === undefined) {
      const told = await keeper.find(row.id);
      learn(row, told);
      // What is wanted now comes after all that an earlier start wanted.
      if (told !== undefined && told.version > row.version) row.version = told.version + 1;
    }
    for (let why = lost; row.ts === undefined; why = undefined) {
      const there = await lookFor(row, why, until);
      if (there !== undefined) {
        row.ts = there;
        break;
      }
      const { version, wanted = nothing } = row;
      try {
        row.ts = await writes.post(row, wanted, until, () => keeper.claim(row, kept));
        row.shown = version;
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
    if (row.shown < row.version) await keeper.take(row, kept);
    while (row.shown < row.version) {
      if (kept === 'until delivered' && (await keeper.isOutdated(row))) return;
      const { version, wanted = nothing, channelId, ts } = row;
      await writes.update({ channelId, ts }, wanted, until);
      row.shown = version;
    }
  }

  /** Tries until it stands there, Slack refuses it or the time is over. */
  async function deliver(row: Row, kept: Kept, until: number): Promise<void> {
    let lost: Failure | undefined;
    try {
      for (let pause = times.pauseMs; ; pause = Math.min(2 * pause, times.longestPauseMs)) {
        closing.throwIfAborted();
        try {
          await attempt(row, kept, lost, until);
          return;
        } catch (error) {
          lost = failureOf(error);
          // A rate limit that could be waited for has been.
          if (lost.kind !== 'unanswered' || clock() + pause > until) throw error;
          logger.warn({ ...about(row), because: lost }, 'a message did not get through yet');
        }
        await sleep(pause, undefined, { signal: closing });
      }
    } finally {
      // The next process begins with it at once.
      await keeper.letGo(row, closing.aborted && kept === 'until delivered' && row.shown < row.version);
    }
  }

  /** The same for what other processes may take over where this one is gone. */
  function deliverInTime(row: Row, lane: string): Promise<void> {
    const until = clock() + keptMs;
    return keeper.holding(row, () => lanes.run(lane, () => deliver(row, 'until delivered', until)));
  }

  /** Waits for it as long as a person would; where it takes longer it goes on by itself. */
  async function patiently(row: Row, lane: string): Promise<void> {
    const done = deliverInTime(row, lane).finally(() => late.delete(lane));
    if (late.has(lane)) return unwatched(done, row);
    const given = new AbortController();
    const waited = sleep(times.patienceMs, 'late' as const, { signal: given.signal, ref: false });
    try {
      if ((await Promise.race([done, waited])) !== 'late') return;
    } finally {
      given.abort();
      waited.catch(() => undefined);
    }
    late.add(lane);
    logger.error(about(row), 'a message is late; it is sent when Slack takes it');
    unwatched(done, row);
  }

  function unwatched(done: Promise<void>, row: Row): void {
    done.then(
      () => logger.info(about(row), 'a late message was delivered'),
      (error: unknown) => logger.error({ err: error, ...about(row) }, 'a late message was not delivered'),
    );
  }

  return {
    post: (fresh, message) =>
      sharing(
        posting,
        fresh.id,
        async () => begun(fresh),
        async (row) => {
          want(row, message);
          const until = clock() + times.patienceMs;
          await lanes.run(row.lane, () => deliver(row, 'for whoever asks again', until));
          return row.ts ?? '';
        },
      ),

    reply: (fresh, message) =>
      sharing(
        posting,
        fresh.id,
        async () => ({ ...begun(fresh), ...(await keeper.find(fresh.id)) }),
        async (row) => {
          want(row, message);
          await keeper.hold(row);
          await patiently(row, row.lane);
        },
      ),

    edit: (fresh, message) =>
      sharing(
        editing,
        placeOf(fresh),
        async () => (await keeper.findAt(placeOf(fresh))) ?? begun(fresh),
        async (row) => {
          want(row, message);
          // A card that is itself a reply goes through the thread that it stands in.
          row.lane = placeOf({ channelId: row.channelId, ts: row.threadTs ?? fresh.ts });
          await keeper.take(row, 'until delivered');
          await keeper.hold(row);
          await patiently(row, row.lane);
        },
      ),

    announce: (fresh, message, affords) => announce(begun(fresh), message, { ...deps, affords }),

    edits: (place) => editing.has(place),

    async takeOver() {
      for (const row of await keeper.leftBehind()) {
        if (row.wanted === undefined) continue;
        keeper.grip(row.id);
        logger.info(about(row), 'takes over a message');
        unwatched(deliverInTime(row, row.lane), row);
      }
    },
  };
}

/** For the log: also where another process had it in hand, it says whose message it is. */
function about({ id, mark }: Row): { readonly row: string; readonly job?: string } {
  return { row: id, ...(mark !== undefined && { job: mark.job }) };
}

const nothing: SlackMessage = { text: '', blocks: [] };
