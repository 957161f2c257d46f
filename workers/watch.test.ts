import { pino } from 'pino';
import { expect, test } from 'vitest';
import { firstStart, web1 } from '../test/support/worker-desk.ts';
import type { Seen } from '../src/flows/watch/watch-host.ts';
import { collectionOf, memoryRecords } from '../src/queue/records.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import type { WatchJob } from '../src/queue/watch-job.ts';
import { type LastingFault, WatchedHost } from '../src/report/watched.ts';
import { answerWatch, type WatchDeps, type WatchHost } from './watch.ts';

const noon = Date.parse('2026-11-23T12:00:00.000Z');
const at = (ms: number) => new Date(noon + ms).toISOString();

const fault: LastingFault = {
  cause: 'port-refused',
  severity: 'critical',
  subject: { kind: 'port', name: '30001' },
  title: { en: '30001 is refused', 'zh-CN': '30001 被拒绝' },
  since: at(0),
};

const diagnosed: Extract<Seen, { kind: 'diagnosed' }> = {
  kind: 'diagnosed',
  at: at(10),
  faults: [fault],
  print: { routes: 'a' },
  known: ['d1'],
  changed: [],
};

const silence: Seen = { kind: 'unseen', because: { en: 'no answer', 'zh-CN': '没有回应' } };

/** A worker with one host, and a store; each look is at another second. */
function desk(flow: WatchHost | readonly Seen[]) {
  const records = memoryRecords();
  let looks = 0;
  const seenInOrder = typeof flow === 'function' ? [] : flow;
  const answers: WatchHost = async () => {
    const seen = seenInOrder[looks - 1];
    if (seen === undefined) throw new Error('nothing was to be looked at');
    return seen;
  };
  const deps: WatchDeps = {
    inventory: { hosts: [{ ...web1, site: 'hangzhou', tags: ['shop'] }], refused: [] },
    watchHost: typeof flow === 'function' ? flow : answers,
    records,
    logger: pino({ level: 'silent' }),
    clock: () => noon + 1_000 * looks,
    wholeEveryMs: 3_600_000,
  };
  const watched = collectionOf(records, 'watched', WatchedHost);
  return {
    deps,
    watched,
    read: () => watched.read('web-1'),
    look: (
      changes: Partial<WatchJob> = {},
      { id = 'job-1', signal = new AbortController().signal }: Partial<ActiveJob<WatchJob>> = {},
    ) => {
      looks += 1;
      const job: WatchJob = {
        host: 'web-1',
        ports: [30_001],
        whole: false,
        everyMs: 60_000,
        traceId: 'watch-web-1',
      };
      return answerWatch(firstStart({ ...job, ...changes }, { id, signal }), deps);
    },
  };
}

test('what a look saw is written down with where the host is', async () => {
  const { look, read } = desk([diagnosed]);
  expect(await look()).toEqual({ outcome: 'diagnosed' });
  expect(await read()).toEqual({
    schema: 'ferryman.watched/1',
    host: 'web-1',
    site: 'hangzhou',
    tags: ['shop'],
    lookedAt: at(1_000),
    everyMs: 60_000,
    seenAt: at(1_000),
    faults: [fault],
    wholeAt: at(10),
    print: { routes: 'a' },
    known: ['d1'],
  });
});

test('a look at what has not changed moves nothing but when it was, and how often that was seen', async () => {
  const { look, read } = desk([diagnosed, { kind: 'unchanged' }]);
  await look();
  const before = await read();
  expect(await look()).toEqual({ outcome: 'unchanged' });
  expect(await read()).toEqual({
    ...before,
    lookedAt: at(2_000),
    seenAt: at(2_000),
    faults: before?.faults.map((one) => ({ ...one, looks: 2 })),
  });
});

test('a look whose diagnosis is put off leaves what is known as it was, and makes nothing up', async () => {
  const { look, read } = desk([
    { kind: 'put-off' },
    diagnosed,
    { kind: 'put-off' },
    silence,
    { kind: 'put-off' },
  ]);
  expect(await look()).toEqual({ outcome: 'put-off' });
  expect(await read()).toBeUndefined();
  await look();
  const before = await read();
  await look();
  expect(await read()).toEqual({ ...before, lookedAt: at(3_000) });
  await look();
  await look();
  expect((await read())?.unseen).toMatchObject({ since: at(4_000), looks: 1 });
});

test('a host that was moving while it was diagnosed has no print', async () => {
  const { print: _, ...moving } = diagnosed;
  const { look, read } = desk([diagnosed, moving]);
  await look();
  await look();
  expect(await read()).not.toHaveProperty('print');
});

test('of a host that cannot be seen everything stays, and the looks are counted', async () => {
  const { look, read } = desk([diagnosed, silence, silence, { kind: 'unchanged' }]);
  await look();
  expect(await look()).toEqual({ outcome: 'unseen' });
  await look();
  expect(await read()).toMatchObject({
    lookedAt: at(3_000),
    seenAt: at(1_000),
    faults: [fault],
    unseen: { since: at(2_000), looks: 2, because: { en: 'no answer', 'zh-CN': '没有回应' } },
  });
  await look();
  expect(await read()).not.toHaveProperty('unseen');
});

test('a look that does not end in time saw nothing, and ends before the next one', async () => {
  let wasStopped = false;
  const { look, read } = desk(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          wasStopped = true;
          reject(new Error('stopped'));
        });
      }),
  );
  const begun = performance.now();
  expect(await look({ everyMs: 200 })).toEqual({ outcome: 'unseen' });
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(wasStopped).toBe(true);
  expect((await read())?.unseen).toMatchObject({
    looks: 1,
    because: {
      en: 'The look at web-1 was not done after 0 s and was stopped.',
      'zh-CN': '对 web-1 的检查在 0 秒内没有完成，已停止。',
    },
  });
});

test('a host that is not in the inventory is a host that nobody can look at', async () => {
  const { look, watched } = desk([]);
  expect(await look({ host: 'web-2' })).toEqual({ outcome: 'unseen' });
  expect((await watched.read('web-2'))?.unseen?.because.en).toBe('web-2 is not in the inventory.');
});

test('one host is looked at once at a time', async () => {
  const ends: ((seen: Seen) => void)[] = [];
  const { look } = desk(() => new Promise((resolve) => ends.push(resolve)));
  const first = look();
  expect(await look({}, { id: 'job-2' })).toEqual({ outcome: 'skipped' });
  ends[0]?.(diagnosed);
  expect(await first).toEqual({ outcome: 'diagnosed' });
  const third = look({}, { id: 'job-3' });
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.(diagnosed);
  expect(await third).toEqual({ outcome: 'diagnosed' });
});

test('a host that nobody watches any more is not written down again', async () => {
  const wanted = desk([diagnosed]);
  await wanted.look();
  const deps: WatchDeps = {
    ...wanted.deps,
    async watchHost() {
      await wanted.watched.change('web-1', () => undefined);
      return { kind: 'unchanged' };
    },
  };
  const data = { host: 'web-1', ports: [], whole: true, everyMs: 60_000, traceId: 'watch-web-1' };
  await answerWatch(firstStart(data), deps);
  expect(await wanted.read()).toBeUndefined();
});

test('a job that is taken away writes nothing: the next look will', async () => {
  const gone = new AbortController();
  const { look, read } = desk(() => new Promise(() => undefined));
  const looking = look({}, { signal: gone.signal });
  setTimeout(() => gone.abort(new Error('the worker shuts down')), 20);
  await expect(looking).rejects.toThrow('This worker has to stop.');
  expect(await read()).toBeUndefined();
});

test('the flow knows what was seen last, and how long its connection is of use', async () => {
  const requests: unknown[] = [];
  const { look } = desk(async (request) => {
    requests.push(request);
    return diagnosed;
  });
  await look();
  await look({ everyMs: 300_000 });
  expect(requests).toMatchObject([
    {
      before: undefined,
      everyMs: 60_000,
      withinMs: 54_000,
      confirmMs: 10_000,
      ports: [30_001],
      whole: false,
    },
    { before: { known: ['d1'] }, everyMs: 300_000, confirmMs: 20_000 },
  ]);
});
