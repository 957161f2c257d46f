import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import type { QueueConfig } from '../config/types.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';

describe.each([embeddedStore, redisStore])('what is kept over $name', (store) => {
  const logger = pino({ level: 'silent' });
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

  test.runIf(store.available)('is what was written last, character by character', async () => {
    const long = `${'端口 30003 → 🔴 '.repeat(20_000)}\u0000end`;
    await queue.kept.write('a', 'first', 60_000);
    await queue.kept.write('a', long, 60_000);
    expect(await queue.kept.read('a')).toBe(long);
    expect(await queue.kept.read('b')).toBeUndefined();
  });

  test.runIf(store.available)('is gone when its time is over', async () => {
    await queue.kept.write('short', 'text', 300);
    expect(await queue.kept.read('short')).toBe('text');
    await sleep(400);
    expect(await queue.kept.read('short')).toBeUndefined();
  });

  test.runIf(store.available)('outlives the process that wrote it', async () => {
    await queue.kept.write('later', 'text', 60_000);
    await queue.close();
    queue = await openQueue(place.config, { logger });
    expect(await queue.kept.read('later')).toBe('text');
  });
});
