import { pino } from 'pino';
import { expect, test } from 'vitest';
import { unusedQueue } from '../test/support/unused-queue.ts';
import type { Host } from '../src/hosts/host.ts';
import { collectionOf, memoryRecords, type Records } from '../src/queue/records.ts';
import type { Repeat, Repeats } from '../src/queue/repeats.ts';
import { watchJobs } from '../src/queue/watch-job.ts';
import { Watch } from '../src/report/watch.ts';
import { WatchedHost } from '../src/report/watched.ts';
import { watchSchedule } from './schedule-watches.ts';

const logger = pino({ level: 'silent' });

function host(name: string, site?: string, tags: string[] = []): Host {
  const via = { kind: 'local' } as const;
  return { name, via, tags, needs: [], source: 'test', ...(site === undefined ? {} : { site }) };
}

const hosts = [host('hz-1', 'hangzhou', ['shop']), host('hz-2', 'hangzhou', ['shop']), host('db')];

/** Repeats as the store would have them, by site and id. */
function memoryRepeats() {
  const on = new Map<string, Repeat<unknown>>();
  let starts = 0;
  const repeats: Repeats = {
    async start(_, repeat) {
      starts += 1;
      on.set(`${repeat.site ?? ''}/${repeat.id}`, repeat);
    },
    async end(_, { site, id }) {
      on.delete(`${site ?? ''}/${id}`);
    },
    list: async (_, site) => [...on.values()].filter((one) => one.site === site).map(({ id }) => id),
  };
  return { on, repeats, starts: () => starts };
}

async function watch(records: Records, on: string, changes: Partial<Watch> = {}): Promise<void> {
  const one: Watch = {
    schema: 'ferryman.watch/1',
    id: on,
    on,
    ports: [],
    everyMs: 60_000,
    by: { kind: 'config' },
    ...changes,
  };
  await collectionOf(records, 'watches', Watch).change(one.id, () => one);
}

function looked(name: string): WatchedHost {
  return {
    schema: 'ferryman.watched/1',
    host: name,
    tags: [],
    lookedAt: new Date(0).toISOString(),
    faults: [],
  };
}

function scheduleOf(records: Records, repeats: Repeats, known: readonly Host[] = hosts) {
  return watchSchedule({ hosts: known, queue: unusedQueue({ records, repeats }), logger, againMs: 10 });
}

test('every watched host has one repeat in the queue of its site, with what its watches want together', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'shop', { everyMs: 300_000 });
  await watch(records, 'hz-1', { id: 'w2', ports: [30001] });
  await scheduleOf(records, repeats).bring();
  expect([...on.keys()].toSorted()).toEqual(['hangzhou/hz-1', 'hangzhou/hz-2']);
  expect(on.get('hangzhou/hz-1')).toMatchObject({
    job: { host: 'hz-1', ports: [30001], whole: true, everyMs: 60_000 },
    when: { everyMs: 60_000 },
  });
  expect(watchJobs.job.safeParse(on.get('hangzhou/hz-1')?.job).success).toBe(true);
});

test('a port alone is no watch over the whole host', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'db', { ports: [5432] });
  await scheduleOf(records, repeats).bring();
  expect(on.get('/db')?.job).toMatchObject({ ports: [5432], whole: false });
});

test('the same again asks for the very same repeats, so that the store leaves them as they are', async () => {
  const records = memoryRecords();
  const { on, repeats, starts } = memoryRepeats();
  await watch(records, 'shop');
  await scheduleOf(records, repeats).bring();
  const before = new Map(on);
  await scheduleOf(records, repeats).bring();
  expect(starts()).toBe(4);
  expect(on).toEqual(before);
});

test('a host that nobody watches any more is looked at no more, and what was known of it is gone', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'shop');
  const watched = collectionOf(records, 'watched', WatchedHost);
  for (const name of ['hz-1', 'hz-2']) await watched.change(name, () => looked(name));
  await scheduleOf(records, repeats).bring();
  await watch(records, 'hz-2', { id: 'shop' });
  await scheduleOf(records, repeats).bring();
  expect([...on.keys()]).toEqual(['hangzhou/hz-2']);
  expect([...(await watched.list()).keys()]).toEqual(['hz-2']);
});

test('a host that moved to another site is looked at from there alone', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'hz-1');
  await scheduleOf(records, repeats).bring();
  const moved = [host('hz-1', 'frankfurt'), ...hosts.slice(1)];
  await scheduleOf(records, repeats, moved).bring();
  expect([...on.values()].map(({ site, id }) => [site, id])).toEqual([['frankfurt', 'hz-1']]);
});

test('a store that does not answer is asked again', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'db');
  let down = true;
  const shaky: Repeats = {
    ...repeats,
    list: (kind, site) => (down ? Promise.reject(new Error('no answer')) : repeats.list(kind, site)),
  };
  const schedule = scheduleOf(records, shaky);
  await expect(schedule.bring()).rejects.toThrow('no answer');
  down = false;
  await expect.poll(() => [...on.keys()]).toEqual(['/db']);
  await schedule.stop();
});

test('hosts start at moments of their own', async () => {
  const records = memoryRecords();
  const { on, repeats } = memoryRepeats();
  await watch(records, 'shop');
  await scheduleOf(records, repeats).bring();
  const offsets = [...on.values()].flatMap(({ when }) => ('offsetMs' in when ? [when.offsetMs] : []));
  expect(new Set(offsets).size).toBe(2);
});
