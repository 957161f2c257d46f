import { setTimeout as sleep } from 'node:timers/promises';

/** What comes within so many milliseconds; undefined where it takes longer. The work goes on. */
export async function soon<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const late = new AbortController();
  try {
    return await Promise.race([work, sleep(ms, undefined, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
