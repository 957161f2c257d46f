import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../src/queue/records.ts';

/** Removes records as they were read; not what somebody has changed since. */
export async function forget<T>(
  collection: Collection<T>,
  records: ReadonlyMap<string, T>,
  isOld: (record: T) => boolean,
): Promise<void> {
  for (const [key, record] of records) {
    if (!isOld(record)) continue;
    await collection.change(key, (now) => (isDeepStrictEqual(now, record) ? undefined : now));
  }
}
