import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import type { QueueConfig } from '../config/types.ts';
import { alone, type LeaseTerms } from './lease.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';

const noon = Date.parse('2026-11-23T12:00:00.000Z');

/** Work that is under way until it is ended. */
function held() {
  let end: (() => void) | undefined;
  const ended = new Promise<string>((resolve) => {
    end = () => resolve('done');
  });
  return { work: () => ended, end: () => end?.() };
}

const at = (ms: number) => ({ clock: () => noon + ms });

describe.each([embeddedStore, redisStore])('a lease over $name', (store) => {
  let place: { config: QueueConfig; remove(): Promise<void> };
  let queue: JobQueue;

  beforeAll(async () => {
    if (!store.available) return;
    place = await store.open();
    queue = await openQueue(place.config, { logger: pino({ level: 'silent' }) });
  }, 60_000);
  afterAll(async () => {
    if (!store.available) return;
    await queue.close();
    await place.remove();
  });

  const take = (key: string, by: string, work: () => Promise<string>, terms: Partial<LeaseTerms> = {}) =>
    alone(
      queue.records,
      { collection: 'looks', key, by, turn: 1, forMs: 60_000, clock: () => noon, ...terms },
      work,
    );

  test.runIf(store.available)('is held by one of many who want it at once', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `job-${i}`);
    const { work, end } = held();
    let begun = 0;
    const all = names.map((name) =>
      take('crowd', name, () => {
        begun += 1;
        return work();
      }),
    );
    await expect.poll(() => begun).toBe(1);
    const others = await Promise.all(all.map((one) => Promise.race([one, soon()])));
    expect(others.filter((other) => other === undefined)).toHaveLength(11);
    end();
    expect((await Promise.all(all)).filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(begun).toBe(1);
  });

  test.runIf(store.available)('is free again after the work, however that ended', async () => {
    await expect(take('free', 'a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await take('free', 'b', async () => 'done')).toBe('done');
    expect(await take('free', 'c', async () => 'done')).toBe('done');
    expect([...(await queue.records.list('looks')).keys()]).not.toContain('free');
  });

  test.runIf(store.available)('of one who died is over at its time, and not before', async () => {
    void take('dead', 'a', () => new Promise(() => undefined));
    await expect.poll(async () => queue.records.read('looks', 'dead')).toBeDefined();
    expect(await take('dead', 'b', async () => 'done', at(59_999))).toBeUndefined();
    expect(await take('dead', 'b', async () => 'done', at(60_000))).toBe('done');
  });

  test.runIf(store.available)('that is renewed lasts as long as the work', async () => {
    const { work, end } = held();
    const terms = { forMs: 1_000, renewEveryMs: 50, clock: Date.now };
    const first = take('renewed', 'a', work, terms);
    await expect.poll(async () => queue.records.read('looks', 'renewed')).toBeDefined();
    await new Promise((resolve) => {
      setTimeout(resolve, 1_500);
    });
    expect(await take('renewed', 'b', async () => 'done', terms)).toBeUndefined();
    end();
    expect(await first).toBe('done');
    expect(await take('renewed', 'b', async () => 'done', terms)).toBe('done');
  });

  test.runIf(store.available)('goes on to the same one started anew, and not back', async () => {
    const first = held();
    const second = held();
    const before = take('anew', 'a', first.work);
    await expect.poll(async () => queue.records.read('looks', 'anew')).toBeDefined();
    const after = take('anew', 'a', second.work, { turn: 2 });
    await expect.poll(async () => (await queue.records.read('looks', 'anew'))?.text).toContain('"turn":2');
    expect(await take('anew', 'a', async () => 'done')).toBeUndefined();
    // The one before gives back what is not its own any more.
    first.end();
    expect(await before).toBe('done');
    expect(await take('anew', 'b', async () => 'done')).toBeUndefined();
    second.end();
    expect(await after).toBe('done');
    expect(await take('anew', 'b', async () => 'done')).toBe('done');
  });
});

async function soon(): Promise<'held'> {
  await new Promise((resolve) => {
    setTimeout(resolve, 1_500);
  });
  return 'held';
}
