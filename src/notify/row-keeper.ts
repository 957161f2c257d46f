import { setTimeout as sleep } from 'node:timers/promises';
import { Overtaken } from './announce.ts';
import type { OutboxDeps } from './outbox.ts';
import { entryOf, type Row, rowOf } from './outbox-row.ts';
import type { OutboxEntry } from './outbox-store.ts';

/** Whether other processes may deliver it, too. */
export type Kept = 'until delivered' | 'for whoever asks again';

/** Who has a row in hand, here and in other processes, and what the store is told of it. Never rejects because of the store. */
export interface RowKeeper {
  /** What the store knows of it, and `findAt` by where its message stands. */
  find(id: string): Promise<Row | undefined>;
  findAt(place: string): Promise<Row | undefined>;
  /** What processes that ended have left behind and nobody here is at, held from now on. */
  leftBehind(): Promise<Row[]>;
  /** Somebody here begins with it; each is to `letGo`. */
  grip(id: string): void;
  /** @param forOthers it is not delivered, and whoever comes next begins with it at once */
  letGo(row: Row, forOthers: boolean): Promise<void>;
  /**
   * Writes what it is to become, so that whoever comes next knows what may stand there; nobody else takes it over for a while, and whoever
   * still is at what was wanted before leaves that.
   */
  hold(row: Row): Promise<void>;
  /** Whether another process has written by now that it is to become something newer: that one delivers it. */
  isOutdated(row: Row): Promise<boolean>;
  /** Keeps it from being taken over for as long as this takes. */
  holding<T>(row: Row, work: () => Promise<T>): Promise<T>;
  /** Notes a post that is about to be sent. Rejects with `Overtaken` where another process has been at it meanwhile. */
  claim(row: Row, kept: Kept): Promise<void>;
  /** What was announced while the job waited is the worker's from here on, and nothing that is on its way comes over it. */
  take(row: Row, kept: Kept): Promise<void>;
}

/** Between two looks at what another process has in hand. */
export const askAgainMs = 150;

type Deps = Pick<OutboxDeps, 'store' | 'times' | 'clock' | 'logger' | 'closing'>;

export function rowKeeper({ store, times, clock, logger, closing }: Deps): RowKeeper {
  const inHand = new Map<string, number>();

  /** Messages get through without the store as well, only not through the end of this process. */
  async function stored<T>(what: () => Promise<T>): Promise<T | undefined> {
    try {
      return await what();
    } catch (error) {
      logger.warn({ err: error }, 'the outbox does not answer');
      return undefined;
    }
  }

  const heldFromNow = () => clock() + times.heldMs;

  async function note(row: Row, heldUntil?: number): Promise<void> {
    await stored(() => store.write(entryOf(row, heldUntil)));
  }

  async function known(read: () => Promise<OutboxEntry | undefined>): Promise<Row | undefined> {
    const found = await stored(read);
    return found && rowOf(found);
  }

  /** Only what stands in the store now: somebody else may have written more than is known here. */
  async function renew(id: string): Promise<void> {
    await stored(async () => {
      const before = await store.read(id);
      if (before !== undefined) await store.swap({ ...before, heldUntil: heldFromNow() }, before);
    });
  }

  /** Whoever else is at it learns where it stands, and keeps what it wants. */
  async function tellPlace({ id, ts }: Row): Promise<void> {
    for (;;) {
      const before = await stored(() => store.read(id));
      const told = before && rowOf(before);
      if (ts === undefined || told === undefined || told.ts !== undefined) return;
      const entry = entryOf({ ...told, ts }, heldFromNow());
      if ((await stored(() => store.swap(entry, before))) !== false) return;
    }
  }

  async function isOutdated({ id, version }: Row): Promise<boolean> {
    const told = await known(() => store.read(id));
    return told !== undefined && told.version > version;
  }

  /** Changes the row as nobody else does meanwhile, else it begins anew with what stands there then. */
  async function changing(
    row: Row,
    kept: Kept,
    change: (told: Row | undefined) => Partial<Row> | 'later',
  ): Promise<void> {
    for (;;) {
      const before = await stored(() => store.read(row.id));
      const changed = change(before && rowOf(before));
      if (changed === 'later') {
        await sleep(askAgainMs, undefined, { signal: closing });
        continue;
      }
      const held = kept === 'until delivered' ? heldFromNow() : undefined;
      // Where the store does not answer, it goes without.
      const swapped = await stored(() => store.swap(entryOf({ ...row, ...changed }, held), before));
      if (swapped === false) continue;
      Object.assign(row, changed);
      return;
    }
  }

  return {
    find: (id) => known(() => store.read(id)),
    findAt: (place) => known(() => store.readAt(place)),

    async leftBehind() {
      const left = (await stored(() => store.takeOver(clock(), heldFromNow()))) ?? [];
      return left.flatMap((entry) => (inHand.has(entry.id) ? [] : (rowOf(entry) ?? [])));
    },

    grip(id) {
      inHand.set(id, (inHand.get(id) ?? 0) + 1);
    },

    isOutdated,

    async letGo(row, forOthers) {
      const left = (inHand.get(row.id) ?? 1) - 1;
      if (left > 0) inHand.set(row.id, left);
      else inHand.delete(row.id);
      if (await isOutdated(row)) return;
      if (forOthers) await note(row, clock());
      else if (left > 0) await tellPlace(row);
      else {
        delete row.wanted;
        delete row.wantedSince;
        await note(row);
      }
    },

    async hold(row) {
      const told = await known(() => store.read(row.id));
      const isOther = JSON.stringify(told?.wanted) !== JSON.stringify(row.wanted);
      if (told !== undefined && isOther && told.version >= row.version) row.version = told.version + 1;
      await note(row, heldFromNow());
    },

    async holding({ id }, work) {
      const renewing = setInterval(() => void renew(id), times.heldMs / 3).unref();
      try {
        return await work();
      } finally {
        clearInterval(renewing);
      }
    },

    claim: (row, kept) =>
      changing(row, kept, (told) => {
        if (learn(row, told)) throw new Overtaken();
        return { triedAt: clock(), taken: true };
      }),

    async take(row, kept) {
      if (row.taken === true || row.mark === undefined) return;
      await changing(row, kept, (told) =>
        (told?.announcedUntil ?? 0) > clock() ? 'later' : { taken: true },
      );
    },
  };
}

/** A job that is taken for dead may still be at work elsewhere: what it has done meanwhile stands in the store. Whether it has. */
export function learn(row: Row, told: Row | undefined): boolean {
  const isNews = told?.ts !== undefined || (told?.triedAt ?? never) > (row.triedAt ?? never);
  if (told?.ts !== undefined) row.ts = told.ts;
  if (isNews && told?.triedAt !== undefined) row.triedAt = told.triedAt;
  return isNews;
}

const never = -1;
