/** What the store keeps of a message: all that finding it takes, and the rest as text that only the outbox reads. */
export interface OutboxEntry {
  /** One for each message: of its channel, job and part. */
  readonly id: string;
  /** Entries of a lane are taken over in their order. */
  readonly lane: string;
  /** Where the entry stands in its lane, for as long as it waits; ascending. */
  readonly order: number;
  /** `channel/ts` of the message, once Slack has named it. */
  readonly at?: string | undefined;
  readonly text: string;
  /** Milliseconds since 1970 until which whoever wrote this keeps it to itself; absent where nothing is left to deliver. */
  readonly heldUntil?: number | undefined;
  /** Milliseconds since 1970 since when it is to stand there and does not. */
  readonly waitsSince?: number | undefined;
}

/** What Slack has not taken yet, over all processes. */
export interface Undelivered {
  readonly rows: number;
  /** Milliseconds since 1970; absent where nothing waits. */
  readonly since?: number | undefined;
}

/** Where messages wait until Slack has them. It outlives the process wherever the queue does. */
export interface OutboxStore {
  /** Undefined where nobody wrote it, or where that is more than a day ago. */
  read(id: string): Promise<OutboxEntry | undefined>;
  /** The entry of the message that stands there. */
  readAt(at: string): Promise<OutboxEntry | undefined>;
  write(entry: OutboxEntry): Promise<void>;
  /**
   * Writes where what is kept under that id is still `before`, by its text (undefined: nothing), and says whether it was: of several
   * processes that have read the same, one writes.
   */
  swap(entry: OutboxEntry, before: OutboxEntry | undefined): Promise<boolean>;
  /** What nobody has held since `now`, in order; it is held until `until` from here on. */
  takeOver(now: number, until: number): Promise<OutboxEntry[]>;
  /** What is held and waits. Rejects where the store does not answer. */
  undelivered(now: number): Promise<Undelivered>;
  /**
   * Counts a call in the present span of `spanMs`; how many there are with it, those of other processes included. Absent where there are
   * no other processes.
   */
  readonly count?: CountCalls;
}

export type CountCalls = (key: string, now: number, spanMs: number) => Promise<number>;

/** For a process that has no queue, and for tests: gone with the process. */
export function memoryOutbox(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  function write(entry: OutboxEntry) {
    // What is written last is newest, so that the oldest can go.
    entries.delete(entry.id);
    entries.set(entry.id, entry);
    const [oldest] = entries.keys();
    if (entries.size > mostInMemory && oldest !== undefined) entries.delete(oldest);
  }
  return {
    read: async (id) => entries.get(id),
    readAt: async (at) => [...entries.values()].find((entry) => entry.at === at),
    write: async (entry) => write(entry),
    async swap(entry, before) {
      if (entries.get(entry.id)?.text !== before?.text) return false;
      write(entry);
      return true;
    },
    async takeOver(now, until) {
      const due = [...entries.values()].filter(
        ({ heldUntil }) => heldUntil !== undefined && heldUntil <= now,
      );
      const taken = due.map((entry) => ({ ...entry, heldUntil: until }));
      for (const entry of taken) entries.set(entry.id, entry);
      return taken.toSorted((one, other) => one.order - other.order);
    },
    async undelivered() {
      const held = [...entries.values()].filter(({ heldUntil }) => heldUntil !== undefined);
      const since = held.flatMap(({ waitsSince }) => waitsSince ?? []);
      return { rows: held.length, ...(since.length > 0 && { since: Math.min(...since) }) };
    },
  };
}

const mostInMemory = 2_000;
