import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import { memoryOutbox, type OutboxEntry, type OutboxStore } from '../notify/outbox-store.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';

const logger = pino({ level: 'silent' });

interface Opened {
  readonly outbox: OutboxStore;
  /** As the next process opens it. */
  again(): Promise<OutboxStore>;
  close(): Promise<void>;
}

const inMemory = {
  name: 'memory',
  available: true,
  async open(): Promise<Opened> {
    const outbox = memoryOutbox();
    return { outbox, again: async () => outbox, close: async () => undefined };
  },
};

const durable = [embeddedStore, redisStore].map((store) => ({
  ...store,
  async open(): Promise<Opened> {
    const place = await store.open();
    let queue: JobQueue = await openQueue(place.config, { logger });
    return {
      outbox: queue.outbox,
      async again() {
        await queue.close();
        queue = await openQueue(place.config, { logger });
        return queue.outbox;
      },
      async close() {
        await queue.close();
        await place.remove();
      },
    };
  },
}));

function entry(id: string, changes: Partial<OutboxEntry> = {}): OutboxEntry {
  return { id, lane: 'C1/1.1', order: 1, text: `{"of":"${id}"}`, ...changes };
}

const ids = (entries: readonly OutboxEntry[]) => entries.map(({ id }) => id);

describe.each([inMemory, ...durable])('an outbox in $name', (store) => {
  let opened: Opened;
  let outbox: OutboxStore;
  beforeAll(async () => {
    if (!store.available) return;
    opened = await store.open();
    outbox = opened.outbox;
  });
  afterAll(() => (store.available ? opened.close() : undefined));

  test.runIf(store.available)('knows a message by its id and by its place', async () => {
    await outbox.write(entry('a', { text: '{"v":1}' }));
    await outbox.write(entry('a', { text: '{"v":"二"}', at: 'C1/2.2' }));
    expect(await outbox.read('a')).toEqual(entry('a', { text: '{"v":"二"}', at: 'C1/2.2' }));
    expect(await outbox.readAt('C1/2.2')).toMatchObject({ id: 'a' });
    expect(await outbox.read('b')).toBeUndefined();
    expect(await outbox.readAt('C1/3.3')).toBeUndefined();
  });

  test.runIf(store.available)('lets one of several write over what they have read', async () => {
    const [mine, yours] = [
      entry('raced', { text: '{"v":"我"}' }),
      entry('raced', { text: '{"v":"tú\\ud83d"}' }),
    ];
    const first = await Promise.all([outbox.swap(mine, undefined), outbox.swap(yours, undefined)]);
    expect(first.filter(Boolean)).toHaveLength(1);
    const stands = await outbox.read('raced');
    const later = entry('raced', { text: '{"v":3}', at: 'C1/7.7' });
    const second = await Promise.all([outbox.swap(later, stands), outbox.swap(mine, stands)]);
    expect(second.filter(Boolean)).toHaveLength(1);
    expect(await outbox.swap(yours, undefined)).toBe(false);
    const now = await outbox.read('raced');
    expect(await outbox.swap(later, now)).toBe(true);
    expect(await outbox.readAt('C1/7.7')).toEqual(later);
  });

  test.runIf(store.available)('hands out what nobody holds any more, in order, and once', async () => {
    await outbox.write(entry('second', { order: 2, heldUntil: 1_000 }));
    await outbox.write(entry('first', { order: 1, heldUntil: 1_000 }));
    await outbox.write(entry('elsewhere', { lane: 'C2/1.1', heldUntil: 9_000 }));
    await outbox.write(entry('delivered'));
    expect(await outbox.takeOver(999, 5_000)).toEqual([]);
    expect(ids(await outbox.takeOver(1_000, 5_000))).toEqual(['first', 'second']);
    expect(await outbox.takeOver(4_999, 8_000)).toEqual([]);
    expect(ids(await outbox.takeOver(5_000, 9_000))).toEqual(['first', 'second']);
  });

  test.runIf(store.available)('forgets what is delivered, and keeps what is behind it', async () => {
    await outbox.write(entry('first', { order: 1 }));
    expect(ids(await outbox.takeOver(9_000, 20_000)).toSorted()).toEqual(['elsewhere', 'second']);
    await outbox.write(entry('second', { order: 2 }));
    await outbox.write(entry('elsewhere', { lane: 'C2/1.1' }));
    expect(await outbox.takeOver(90_000, 99_000)).toEqual([]);
  });

  test.runIf(store.available)('says how much waits, and since when, until it is delivered', async () => {
    expect(await outbox.undelivered(0)).toEqual({ rows: 0 });
    await outbox.write(entry('waits', { lane: 'C3/1.1', heldUntil: 9_000, waitsSince: 4_000 }));
    const older = entry('waits-longer', { lane: 'C3/1.1', order: 2, heldUntil: 9_000, waitsSince: 3_000 });
    await outbox.swap(older, undefined);
    expect(await outbox.undelivered(5_000)).toEqual({ rows: 2, since: 3_000 });
    await outbox.takeOver(9_000, 20_000);
    expect(await outbox.undelivered(10_000)).toEqual({ rows: 2, since: 3_000 });
    const { heldUntil: _, waitsSince: __, ...delivered } = older;
    await outbox.write(delivered);
    expect(await outbox.undelivered(10_000)).toEqual({ rows: 1, since: 4_000 });
    await outbox.write(entry('waits', { lane: 'C3/1.1' }));
    expect(await outbox.undelivered(10_000)).toEqual({ rows: 0 });
  });

  test.runIf(store.available)('outlives the process', async () => {
    await outbox.write(entry('late', { at: 'C1/4.4', heldUntil: 100_000 }));
    const next = await opened.again();
    expect(await next.readAt('C1/4.4')).toMatchObject({ id: 'late', text: '{"of":"late"}' });
    expect(ids(await next.takeOver(100_000, 110_000))).toEqual(['late']);
  });
});

describe.runIf(redisStore.available)('two processes over one Redis', () => {
  let places: { remove(): Promise<void> };
  let queues: JobQueue[] = [];
  beforeAll(async () => {
    const place = await redisStore.open();
    places = place;
    queues = [await openQueue(place.config, { logger }), await openQueue(place.config, { logger })];
  });
  afterAll(async () => {
    await Promise.all(queues.map((queue) => queue.close()));
    await places.remove();
  });

  test('never take the same message', async () => {
    const [first] = queues;
    for (let n = 0; n < 30; n += 1) {
      await first?.outbox.write(entry(`m${n}`, { lane: `C1/${n}`, heldUntil: 1_000 }));
    }
    const taken = await Promise.all(queues.map(({ outbox }) => outbox.takeOver(2_000, 50_000)));
    expect(ids(taken.flat()).toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => `m${n}`).toSorted());
  });

  const count = async (now: number) =>
    new Set(await Promise.all(queues.map(async ({ outbox }) => outbox.count?.('edits', now, 60_000))));

  test('count together, anew in each span', async () => {
    expect(await count(60_000)).toEqual(new Set([1, 2]));
    expect(await count(119_999)).toEqual(new Set([3, 4]));
    expect(await count(120_000)).toEqual(new Set([1, 2]));
  });
});
