import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import type { QueueConfig } from '../config/types.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';
import { collectionOf, memoryRecords, type Records } from './records.ts';

const logger = pino({ level: 'silent' });

/** What every store keeps to; `again` closes it and opens it anew. */
function holds(records: () => Records, available: boolean): void {
  test.runIf(available)('are listed by collection, character by character', async () => {
    const text = '{"port":30003,"said":"端口 → 🔴 \\u0000 :1:"}';
    expect(await records().write('hosts', 'a:1', text, 0)).toBe(true);
    expect(await records().write('others', 'a:1', '{}', 0)).toBe(true);
    expect(await records().list('hosts')).toEqual(
      new Map([['a:1', expect.objectContaining({ text, version: 1 })]]),
    );
    expect(await records().list('nothing')).toEqual(new Map());
  });

  test.runIf(available)('are changed by nobody who has not seen the last change', async () => {
    expect(await records().write('seen', 'a', '"one"', 0)).toBe(true);
    expect(await records().write('seen', 'a', '"first too"', 0)).toBe(false);
    expect(await records().write('seen', 'a', '"two"', 1)).toBe(true);
    expect(await records().write('seen', 'a', '"late"', 1)).toBe(false);
    expect(await records().remove('seen', 'a', 1)).toBe(false);
    expect(await records().read('seen', 'a')).toMatchObject({ text: '"two"', version: 2 });
    expect(await records().remove('seen', 'a', 2)).toBe(true);
    expect(await records().remove('seen', 'a', 0)).toBe(false);
    expect(await records().read('seen', 'a')).toBeUndefined();
  });

  test.runIf(available)('lose no change of those that are made at once', async () => {
    const counters = collectionOf(records(), 'counters', z.number());
    await Promise.all(Array.from({ length: 12 }, () => counters.change('looks', (before = 0) => before + 1)));
    expect(await counters.read('looks')).toBe(12);
    await counters.change('looks', () => undefined);
    expect(await counters.list()).toEqual(new Map());
  });

  test.runIf(available)('that another version wrote are taken for none, and are not in the way', async () => {
    const names = collectionOf(records(), 'mixed', z.string());
    await records().write('mixed', 'old', '{"name":"hz-shop"}', 0);
    expect(await names.list()).toEqual(new Map());
    expect(await names.change('old', (before) => before ?? 'hz-shop')).toBe('hz-shop');
    expect(await names.read('old')).toBe('hz-shop');
  });
}

describe('records in memory', () => {
  const records = memoryRecords();
  holds(() => records, true);
});

describe.each([embeddedStore, redisStore])('records over $name', (store) => {
  let place: { config: QueueConfig; remove(): Promise<void> };
  let queue: JobQueue;
  beforeAll(async () => {
    if (!store.available) return;
    place = await store.open();
    queue = await openQueue(place.config, { logger });
  }, 60_000);
  afterAll(async () => {
    if (!store.available) return;
    await queue.close();
    await place.remove();
  });

  holds(() => queue.records, store.available);

  test.runIf(store.available)('outlive the process that wrote them', async () => {
    await queue.records.write('watches', 'a', '"kept"', 0);
    await queue.close();
    queue = await openQueue(place.config, { logger });
    expect(await queue.records.read('watches', 'a')).toMatchObject({ text: '"kept"', version: 1 });
  });
});
