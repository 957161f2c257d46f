import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';

/** What stood there when it was read. */
export interface Stored {
  readonly text: string;
  /** Counts its changes, from 1. */
  readonly version: number;
}

/**
 * Small texts that several processes change: in collections that can be listed, kept until removed, as durable as the jobs. Nobody
 * overwrites what somebody else has changed in between.
 */
export interface Records {
  read(collection: string, key: string): Promise<Stored | undefined>;
  /** All of a collection by key, in no order. */
  list(collection: string): Promise<ReadonlyMap<string, Stored>>;
  /** False where it is not at `version` any more (0: nothing stands there), and then nothing has changed. */
  write(collection: string, key: string, text: string, version: number): Promise<boolean>;
  remove(collection: string, key: string, version: number): Promise<boolean>;
}

/** Records of one kind, each read as what it is. */
export interface Collection<T> {
  read(key: string): Promise<T | undefined>;
  /** Without those that another version of this program wrote. */
  list(): Promise<ReadonlyMap<string, T>>;
  /**
   * Makes of what stands there what is to stand there, undefined for nothing; again where somebody was faster. What stands there then.
   * `change` may run more than once. Rejects where others are always faster.
   */
  change(key: string, change: (before: T | undefined) => T | undefined): Promise<T | undefined>;
}

const mostTries = 20;

export function collectionOf<T>(records: Records, name: string, schema: z.ZodType<T>): Collection<T> {
  function parse(stored: Stored | undefined): T | undefined {
    return stored === undefined ? undefined : schema.safeParse(JSON.parse(stored.text)).data;
  }
  return {
    async read(key) {
      return parse(await records.read(name, key));
    },
    async list() {
      const entries = [...(await records.list(name))].flatMap(([key, stored]) => {
        const value = parse(stored);
        return value === undefined ? [] : [[key, value] as const];
      });
      return new Map(entries);
    },
    async change(key, change) {
      for (let tries = 1; tries <= mostTries; tries += 1) {
        const stored = await records.read(name, key);
        const before = parse(stored);
        const after = change(before);
        if (after === before) return after;
        const version = stored?.version ?? 0;
        const done =
          after === undefined
            ? stored === undefined || (await records.remove(name, key, version))
            : await records.write(name, key, JSON.stringify(after), version);
        if (done) return after;
        await sleep(Math.random() * 10 * tries);
      }
      throw new Error(`${name}/${key} changes faster than it can be changed`);
    },
  };
}

/** For a process that has no queue, and for tests: gone with the process. */
export function memoryRecords(): Records {
  const collections = new Map<string, Map<string, Stored>>();
  function of(name: string): Map<string, Stored> {
    const known = collections.get(name) ?? new Map<string, Stored>();
    collections.set(name, known);
    return known;
  }
  return {
    read: async (collection, key) => of(collection).get(key),
    list: async (collection) => new Map(of(collection)),
    async write(collection, key, text, version) {
      if ((of(collection).get(key)?.version ?? 0) !== version) return false;
      of(collection).set(key, { text, version: version + 1 });
      return true;
    },
    async remove(collection, key, version) {
      if (of(collection).get(key)?.version !== version) return false;
      return of(collection).delete(key);
    },
  };
}
