import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import type { QueueConfig } from '../config/types.ts';
import type { JobKind } from './job-kind.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue, JobWorker } from './queue.ts';

const Look = z.object({ traceId: z.string(), host: z.string() });
type Look = z.infer<typeof Look>;
const looks: JobKind<Look, null> = {
  name: 'look',
  job: Look,
  result: z.null(),
  keyOf: () => undefined,
};

describe.each([embeddedStore, redisStore])('repeated jobs over $name', (store) => {
  const logger = pino({ level: 'silent' });
  let place: { config: QueueConfig; remove(): Promise<void> };
  let queue: JobQueue;
  let seen: { readonly host: string; readonly at: number }[] = [];
  let worker: JobWorker | undefined;

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

  const start = (host: string, everyMs: number, offsetMs: number) =>
    queue.repeats.start(looks, {
      id: host,
      site: 'hz',
      job: { traceId: 't', host },
      when: { everyMs, offsetMs },
    });

  async function work(run: (job: Look) => Promise<void> = () => Promise.resolve()): Promise<void> {
    seen = [];
    worker = await queue.work(
      looks,
      ['hz'],
      async ({ data }) => {
        seen.push({ host: data.host, at: Date.now() });
        await run(data);
        return null;
      },
      { concurrency: 4 },
    );
  }

  test.runIf(store.available)(
    'are done at their distance, from their own moment on',
    async () => {
      await work();
      const begun = Date.now();
      await start('a', 1_000, 200);
      await start('b', 1_000, 700);
      await expect.poll(() => seen.length, { timeout: 8_000 }).toBeGreaterThanOrEqual(6);
      const times = (host: string) => seen.filter((one) => one.host === host).map(({ at }) => at - begun);
      expect(times('a')[0]).toBeGreaterThanOrEqual(200);
      expect(times('a')[0]).toBeLessThan(900);
      expect(times('b')[0]).toBeGreaterThanOrEqual(700);
      const [first = 0, second = 0, third = 0] = times('a');
      expect((third - first) / 2).toBeGreaterThan(800);
      expect(second).toBeGreaterThan(first);
      expect((await queue.repeats.list(looks, 'hz')).toSorted()).toEqual(['a', 'b']);
      expect(await queue.backlog()).toBe(0);
    },
    20_000,
  );

  test.runIf(store.available)(
    'are not begun anew by whoever starts them once more',
    async () => {
      seen = [];
      for (let i = 0; i < 8; i += 1) {
        await start('a', 1_000, 900);
        await sleep(250);
      }
      expect(seen.filter(({ host }) => host === 'a').length).toBeGreaterThanOrEqual(1);
    },
    20_000,
  );

  test.runIf(store.available)(
    'go on after a run that failed, and one at most waits for a worker',
    async () => {
      await queue.repeats.end(looks, { id: 'b', site: 'hz' });
      await worker?.drain(1_000);
      await sleep(2_500);
      await work(() => Promise.reject(new Error('no such host')));
      await sleep(500);
      expect(seen.length).toBeLessThanOrEqual(2);
      await expect.poll(() => seen.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
      expect(new Set(seen.map(({ host }) => host))).toEqual(new Set(['a']));
    },
    20_000,
  );

  test.runIf(store.available)(
    'end, and outlive the process until then',
    async () => {
      // Still on from the first test, unless this is a second try.
      await start('a', 1_000, 900);
      await worker?.drain(1_000);
      await queue.close();
      queue = await openQueue(place.config, { logger });
      expect(await queue.repeats.list(looks, 'hz')).toEqual(['a']);
      await queue.repeats.end(looks, { id: 'a', site: 'hz' });
      await work();
      await sleep(1_500);
      expect(seen).toEqual([]);
      expect(await queue.repeats.list(looks, 'hz')).toEqual([]);
    },
    20_000,
  );
});
