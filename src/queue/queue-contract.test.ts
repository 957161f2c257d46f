import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { QueueConfig } from '../config/types.ts';
import type { FoundContainers } from '../report/found-container.ts';
import { embeddedStore, redisStore } from '../../test/support/queue-stores.ts';
import { type DiagnoseJob, diagnoseJobs, type JobResult } from './diagnose-job.ts';
import { findJobs } from './find-job.ts';
import { jobIdOf } from './keys.ts';
import { openQueue } from './open-queue.ts';
import type { ActiveJob, JobQueue, Question } from './queue.ts';

const logger = pino({ level: 'silent' });
const answered: JobResult = { outcome: 'answered', verdict: 'healthy' };

const job: DiagnoseJob = {
  host: 'hz-shop',
  asked: { port: 30003 },
  requestedBy: { teamId: 'T1', userId: 'U1' },
  where: { channelId: 'C1' },
  requestedAt: '2026-11-20T09:30:00.000Z',
  traceId: 'trace-1',
};

function question(
  triggerId: string,
  changes: Partial<DiagnoseJob> = {},
  site?: string,
): Question<DiagnoseJob> {
  return {
    jobId: jobIdOf({ teamId: 'T1', channelId: 'C1', triggerId }),
    site,
    job: { ...job, ...changes },
  };
}

const inLine = (n: number) => question(`line-${n}`).jobId;

const nothing: FoundContainers = { matches: [], earlier: [], near: [], notAsked: [] };

function look(container: string) {
  return { site: undefined, job: { container, traceId: 'trace-1' } };
}

/** Something that a test waits for and sets off. */
function gate() {
  const bell = new EventEmitter();
  return { open: () => bell.emit('open'), passed: once(bell, 'open') };
}

describe.each([embeddedStore, redisStore])('a queue over $name', (store) => {
  let place: { config: QueueConfig; remove(): Promise<void> };
  let queue: JobQueue;
  let ran: ActiveJob<DiagnoseJob>[] = [];

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
  afterEach(() => {
    ran = [];
  });

  /** Runs what waits on a site until `count` jobs have ended, then drains. */
  async function workOff(
    count: number,
    run: (job: ActiveJob<DiagnoseJob>) => Promise<JobResult> = async () => answered,
    site?: string,
  ) {
    const done = gate();
    const worker = await queue.work(
      diagnoseJobs,
      [site],
      async (active) => {
        ran.push(active);
        try {
          return await run(active);
        } finally {
          if (ran.length >= count) done.open();
        }
      },
      { concurrency: 4 },
    );
    await done.passed;
    await worker.drain(5_000);
  }

  test.runIf(store.available)(
    'lists what waits, what runs and what has ended, and knows the end of a job',
    async () => {
      const site = 'listed';
      const { jobId } = question('listed-1');
      const live = () => queue.list(diagnoseJobs, [site], { state: 'live', most: 10 });
      await queue.ask(diagnoseJobs, { ...question('listed-1'), site });
      expect(await live()).toMatchObject([{ id: jobId, data: { host: job.host }, running: false }]);
      expect(await queue.hasEnded(diagnoseJobs, { jobId, site })).toBe(false);
      let whileRunning: unknown;
      await workOff(
        1,
        async (active) => {
          await active.saveProgress({ permalink: 'https://slack.test/card' });
          whileRunning = await live();
          return { outcome: 'answered', verdict: 'faulty' };
        },
        site,
      );
      expect(whileRunning).toMatchObject([
        { id: jobId, running: true, progress: { permalink: 'https://slack.test/card' } },
      ]);
      expect(await live()).toEqual([]);
      expect(await queue.list(diagnoseJobs, [site, 'another'], { state: 'ended', most: 10 })).toMatchObject([
        { id: jobId, running: false, result: { outcome: 'answered', verdict: 'faulty' } },
      ]);
      expect(await queue.hasEnded(diagnoseJobs, { jobId, site })).toBe(true);
      expect(await queue.hasEnded(diagnoseJobs, { jobId: 'nobody-asked-this', site })).toBe(true);
    },
  );

  test.runIf(store.available && store === redisStore)(
    'what is done alone is done by one worker at a time, whoever is free',
    async () => {
      const site = 'alone';
      let atOnce = 0;
      const most: number[] = [];
      const work = () =>
        queue.work(
          diagnoseJobs,
          [site],
          async () => {
            atOnce += 1;
            most.push(atOnce);
            await sleep(50);
            atOnce -= 1;
            return answered;
          },
          { concurrency: 2, alone: true },
        );
      const workers = await Promise.all([work(), work()]);
      const asked = [1, 2, 3, 4, 5].map((n) => question(`alone-${n}`, { host: `alone-${n}` }, site));
      await Promise.all(asked.map((one) => queue.ask(diagnoseJobs, one)));
      await expect.poll(() => most.length, { timeout: 10_000 }).toBe(5);
      await Promise.all(workers.map((worker) => worker.drain(5_000)));
      expect(most).toEqual([1, 1, 1, 1, 1]);
    },
  );

  test.runIf(store.available)(
    'what failed for good has ended as well, without a result, and the newest are listed first',
    async () => {
      const site = 'failed';
      await queue.ask(diagnoseJobs, { ...question('failed-1'), site });
      await workOff(2, () => Promise.reject(new Error('the disk is full')), site);
      await queue.ask(diagnoseJobs, { ...question('answered-2', { host: 'web-2' }), site });
      await workOff(3, undefined, site);
      const ended = (most: number) => queue.list(diagnoseJobs, [site], { state: 'ended', most });
      const [newest, failed] = await ended(10);
      expect(newest).toMatchObject({ data: { host: 'web-2' }, result: answered });
      expect(failed).toMatchObject({ id: question('failed-1').jobId, running: false, result: undefined });
      expect(await ended(1)).toEqual([newest]);
    },
    20_000,
  );

  test.runIf(store.available)(
    'knows who waits, in the order in which they are taken, and not who has been cancelled',
    async () => {
      const site = 'in-line';
      const ask = (n: number) => {
        const { jobId, job: asked } = question(`line-${n}`, { host: `host-${n}` });
        return queue.ask(diagnoseJobs, { jobId, site, job: asked });
      };
      const line = () => queue.line(diagnoseJobs, site);
      const [running, goOn] = [gate(), gate()];
      await ask(0);
      expect(await line()).toEqual([inLine(0)]);
      const taken: string[] = [];
      const worker = await queue.work(
        diagnoseJobs,
        [site],
        async ({ id }) => {
          taken.push(id);
          running.open();
          await goOn.passed;
          return answered;
        },
        { concurrency: 1 },
      );
      await running.passed;
      for (const n of [1, 2, 3]) await ask(n);
      expect(await line()).toEqual([1, 2, 3].map(inLine));
      const find = (n: number) => queue.find(diagnoseJobs, { jobId: inLine(n), site });
      expect(await find(0)).toMatchObject({ running: true, data: { host: 'host-0' } });
      expect(await find(2)).toMatchObject({ running: false });
      expect(await find(9)).toBeUndefined();
      const stopped = { byUserId: 'U1', at: '2026-11-20T09:31:00.000Z' };
      await queue.amend(diagnoseJobs, { jobId: inLine(2), site }, { stopped });
      expect(await line()).toEqual([1, 3].map(inLine));
      goOn.open();
      await expect.poll(() => queue.backlog()).toBe(0);
      expect(taken).toEqual([0, 1, 2, 3].map(inLine));
      expect(await find(0)).toBeUndefined();
      await worker.drain(5_000);
    },
  );

  test.runIf(store.available)(
    'a question that somebody has cancelled is asked anew, not joined',
    async () => {
      const site = 'cancelled';
      const ask = (n: number) => queue.ask(diagnoseJobs, { ...question(`again-${n}`), site });
      expect(await ask(1)).toMatchObject({ kind: 'queued' });
      expect(await ask(2)).toMatchObject({ kind: 'joined', jobId: question('again-1').jobId });
      const stopped = { byUserId: 'U1', at: '2026-11-20T09:31:00.000Z' };
      await queue.amend(diagnoseJobs, { jobId: question('again-1').jobId, site }, { stopped });
      expect(await ask(3)).toEqual({ kind: 'queued', jobId: question('again-3').jobId });
      expect(await ask(4)).toMatchObject({ kind: 'joined', jobId: question('again-3').jobId });
      await workOff(2, undefined, site);
      expect(ran.map(({ id }) => id)).toEqual([question('again-1').jobId, question('again-3').jobId]);
    },
  );

  test.runIf(store.available)('hands a job to a worker as it was asked', async () => {
    expect(await queue.ask(diagnoseJobs, question('a'))).toEqual({
      kind: 'queued',
      jobId: question('a').jobId,
    });
    await workOff(1);
    expect(ran).toMatchObject([{ id: question('a').jobId, data: job, start: 1, last: false, progress: {} }]);
  });

  test.runIf(store.available)(
    'what a job holds can be changed while it runs, and not when it has ended',
    async () => {
      const asked = question('amended', { host: 'amended' });
      const { jobId } = asked;
      const amend = () => queue.amend(diagnoseJobs, { jobId, site: undefined }, { traceId: 'trace-2' });
      expect(await amend()).toBe('ended');
      await queue.ask(diagnoseJobs, asked);
      const seen: unknown[] = [];
      await workOff(1, async (active) => {
        seen.push((await active.latest()).traceId, await amend(), await active.latest());
        return answered;
      });
      expect(seen).toEqual(['trace-1', 'amended', { ...job, host: 'amended', traceId: 'trace-2' }]);
      await expect.poll(amend, { timeout: 5_000 }).toBe('ended');
    },
    20_000,
  );

  test.runIf(store.available)(
    'keeps one job for a trigger, before and after it has run',
    async () => {
      await queue.ask(diagnoseJobs, question('b'));
      expect(await queue.ask(diagnoseJobs, question('b'))).toEqual({
        kind: 'queued',
        jobId: question('b').jobId,
      });
      await workOff(1);
      await queue.ask(diagnoseJobs, question('b'));
      await queue.ask(diagnoseJobs, question('b-end', { host: 'other' }));
      await workOff(2);
      expect(ran.map(({ data }) => data.host)).toEqual(['hz-shop', 'other']);
    },
    10_000,
  );

  test.runIf(store.available)(
    'joins a question to the job that answers it, and says where its thread is',
    async () => {
      const started = gate();
      const release = gate();
      const thread = { channelId: 'C1', ts: '1700000000.000100' };
      await queue.ask(diagnoseJobs, question('c'));
      const working = workOff(1, async (active) => {
        await active.saveProgress({ thread });
        started.open();
        await release.passed;
        return answered;
      });
      await started.passed;

      expect(await queue.ask(diagnoseJobs, question('c2'))).toEqual({
        kind: 'joined',
        jobId: question('c').jobId,
        progress: { thread },
      });
      expect(await queue.ask(diagnoseJobs, question('c3', { asked: { port: 30001 } }))).toMatchObject({
        kind: 'queued',
      });
      release.open();
      await working;
      expect(await queue.ask(diagnoseJobs, question('c4'))).toMatchObject({ kind: 'queued' });
      await workOff(2);
    },
  );

  test.runIf(store.available)(
    'does a failed job once more, knowing what its first start told, and then no more',
    async () => {
      await queue.ask(diagnoseJobs, question('d'));
      await workOff(2, async (active) => {
        await active.saveProgress({ permalink: `start ${active.start}` });
        throw new Error('Slack is away');
      });
      expect(ran.map(({ start, last, progress }) => ({ start, last, progress }))).toEqual([
        { start: 1, last: false, progress: {} },
        { start: 2, last: true, progress: { permalink: 'start 1' } },
      ]);
      await queue.ask(diagnoseJobs, question('d-end', { host: 'other' }));
      ran = [];
      await workOff(1);
      expect(ran.map(({ data }) => data.host)).toEqual(['other']);
    },
  );

  test.runIf(store.available)(
    'lets one of many claims of an id win, while it waits and after it has run, and tells the others which',
    async () => {
      const claims = Array.from({ length: 20 }, (_, n) => question('claim', { host: `host-${n}` }));
      const holders = await Promise.all(claims.map((claim) => queue.first(diagnoseJobs, claim)));
      const [winner] = holders;
      expect(new Set(holders.map(({ host }) => host)).size).toBe(1);
      await workOff(1);
      expect(ran.map(({ data }) => data.host)).toEqual([winner?.host]);
      expect(await queue.first(diagnoseJobs, question('claim', { host: 'late' }))).toEqual(winner);
      expect(await queue.backlog()).toBe(0);
    },
  );

  test.runIf(store.available)('lets a job wait before a worker takes it', async () => {
    const begun = Date.now();
    await queue.ask(diagnoseJobs, { ...question('later', { host: 'later' }), delayMs: 700 });
    await queue.ask(diagnoseJobs, question('now', { host: 'now' }));
    await workOff(2);
    expect(ran.map(({ data }) => data.host)).toEqual(['now', 'later']);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(700);
  });

  test.runIf(store.available)('gives a worker the jobs of its sites only', async () => {
    await queue.ask(diagnoseJobs, question('e1', { host: 'far' }, 'hangzhou:1'));
    await queue.ask(diagnoseJobs, question('e2', { host: 'near' }, 'singapore'));
    await workOff(1, undefined, 'singapore');
    expect(ran.map(({ data }) => data.host)).toEqual(['near']);
    await workOff(2, undefined, 'hangzhou:1');
    expect(ran.map(({ data }) => data.host)).toEqual(['near', 'far']);
  });

  test.runIf(store.available)(
    'knows whether somebody takes the jobs of a site, and who takes another one',
    async () => {
      expect(await queue.hasWorker(diagnoseJobs, 'frankfurt')).toBe(false);
      const worker = await queue.work(diagnoseJobs, ['frankfurt'], async () => answered, { concurrency: 1 });
      expect(await queue.hasWorker(diagnoseJobs, 'frankfurt')).toBe(true);
      expect(await queue.hasWorker(diagnoseJobs, 'frankfurt-2')).toBe(false);
      expect(await queue.hasWorker(diagnoseJobs, undefined)).toBe(false);
      await worker.drain(5_000);
      expect(await queue.hasWorker(diagnoseJobs, 'frankfurt')).toBe(false);
    },
  );

  test.runIf(store.available && store !== embeddedStore)('sees the workers of other processes', async () => {
    const bot = await openQueue(place.config, { logger });
    const worker = await queue.work(diagnoseJobs, ['frankfurt', undefined], async () => answered, {
      concurrency: 1,
    });
    await expect.poll(() => bot.hasWorker(diagnoseJobs, 'frankfurt')).toBe(true);
    expect(await bot.hasWorker(diagnoseJobs, undefined)).toBe(true);
    expect(await bot.hasWorker(diagnoseJobs, 'singapore')).toBe(false);
    await worker.drain(5_000);
    await expect.poll(() => bot.hasWorker(diagnoseJobs, 'frankfurt')).toBe(false);
    await bot.close();
  });

  test.runIf(store.available)('says how long a job has waited since it could be taken', async () => {
    await queue.ask(diagnoseJobs, { ...question('waits-1', { host: 'waits-1' }, 'suzhou'), delayMs: 1_200 });
    const asked = Date.now();
    await sleep(1_900);
    const begun = Date.now();
    // The store moves it into the line when somebody comes.
    await workOff(1, undefined, 'suzhou');
    const [taken] = ran;
    expect(taken?.waitedMs).toBeGreaterThanOrEqual(begun - asked - 1_200 - 100);
    expect(taken?.waitedMs).toBeLessThan(1_200);
  });

  test.runIf(store.available)(
    'counts how long a job waits from its failed start on, not from the first',
    async () => {
      const site = 'wuxi';
      for (const host of ['again-1', 'again-2'])
        await queue.ask(diagnoseJobs, question(host, { host }, site));
      const failed: number[] = [];
      const failing = await queue.work(
        diagnoseJobs,
        [site],
        async () => {
          await sleep(2_500);
          failed.push(Date.now());
          throw new Error('its host is away');
        },
        { concurrency: 2 },
      );
      await expect.poll(() => failed.length, { timeout: 10_000 }).toBe(2);
      await failing.drain(5_000);
      // Longer than it is kept back. Whoever takes the first moves both into the line.
      await sleep(3_100);
      const release = gate();
      const waited: number[] = [];
      const worker = await queue.work(
        diagnoseJobs,
        [site],
        async ({ waitedMs }) => {
          waited.push(waitedMs);
          await release.passed;
          return answered;
        },
        { concurrency: 1 },
      );
      await expect.poll(() => waited.length, { timeout: 5_000 }).toBe(1);
      const { waiting, waitsSince } = await queue.depth(diagnoseJobs, site);
      const until = Date.now();
      release.open();
      await worker.drain(5_000);
      expect(waiting).toBe(1);
      expect(waitsSince).toBeGreaterThanOrEqual(Math.min(...failed));
      expect(waited[0]).toBeLessThanOrEqual(until - Math.min(...failed));
    },
    30_000,
  );

  test.runIf(store.available)('says how much there is to do, and who works on it', async () => {
    const site = 'hangzhou';
    const nothingToDo = { running: 0, waiting: 0, paused: false };
    expect(await queue.depth(diagnoseJobs, site)).toEqual(nothingToDo);
    expect(await queue.workers(diagnoseJobs, site)).toBe(0);
    const begun = Date.now();
    await queue.ask(diagnoseJobs, question('deep-1', { host: 'deep-1' }, site));
    const soon = question('deep-2', { host: 'deep-2' }, site);
    await queue.ask(diagnoseJobs, soon);
    await queue.ask(diagnoseJobs, {
      ...question('deep-later', { host: 'deep-3' }, site),
      delayMs: 3_600_000,
    });
    const waiting = await queue.depth(diagnoseJobs, site);
    expect(waiting).toEqual({ ...nothingToDo, waiting: 2, waitsSince: expect.any(Number) });
    expect(Math.abs((waiting.waitsSince ?? 0) - begun)).toBeLessThan(2_000);

    const release = gate();
    const worker = await queue.work(
      diagnoseJobs,
      [site],
      async () => {
        await release.passed;
        return answered;
      },
      { concurrency: 1 },
    );
    await expect.poll(() => queue.depth(diagnoseJobs, site)).toMatchObject({ running: 1, waiting: 1 });
    await expect.poll(() => queue.workers(diagnoseJobs, site)).toBe(1);
    release.open();
    await expect.poll(() => queue.depth(diagnoseJobs, site)).toEqual(nothingToDo);
    await worker.drain(5_000);
  });

  test.runIf(store.available)('drains: ends what runs and starts nothing more', async () => {
    const started = gate();
    const release = gate();
    const ended: string[] = [];
    const worker = await queue.work(
      diagnoseJobs,
      [undefined],
      async (active) => {
        started.open();
        await release.passed;
        ended.push(active.data.host);
        return answered;
      },
      { concurrency: 1 },
    );
    await queue.ask(diagnoseJobs, question('f1', { host: 'first' }));
    await started.passed;
    await queue.ask(diagnoseJobs, question('f2', { host: 'second' }));
    const drained = worker.drain(5_000);
    release.open();
    expect(await drained).toBe('drained');
    expect(ended).toEqual(['first']);
    expect(worker.running).toBe(false);
    await workOff(1);
    expect(ran.map(({ data }) => data.host)).toEqual(['second']);
  });

  test.runIf(store.available)(
    'aborts a job that outlasts the drain, and another worker does it',
    async () => {
      const started = gate();
      const worker = await queue.work(
        diagnoseJobs,
        [undefined],
        async ({ signal }) => {
          started.open();
          await new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          });
          return answered;
        },
        { concurrency: 1 },
      );
      await queue.ask(diagnoseJobs, question('g'));
      await started.passed;
      expect(await worker.drain(50)).toBe('aborted');
      await workOff(1);
      expect(ran).toMatchObject([{ id: question('g').jobId, start: 2 }]);
    },
  );

  test.runIf(store.available)(
    'keeps kinds of jobs apart: a look-up does not wait behind a diagnosis',
    async () => {
      await queue.ask(diagnoseJobs, question('kinds'));
      const found: string[] = [];
      const worker = await queue.work(
        findJobs,
        [undefined],
        async ({ data }) => {
          found.push(data.container);
          return nothing;
        },
        { concurrency: 1 },
      );
      expect(await queue.call(findJobs, look('topapi'), 5_000)).toEqual(nothing);
      expect(await queue.hasWorker(findJobs, undefined)).toBe(true);
      expect(await queue.hasWorker(diagnoseJobs, undefined)).toBe(false);
      await worker.drain(5_000);
      expect(found).toEqual(['topapi']);
      await workOff(1);
    },
  );

  test.runIf(store.available)(
    'waits for a small job no longer than it may, and nobody does it later',
    async () => {
      const begun = Date.now();
      expect(await queue.call(findJobs, look('nobody-is-there'), 300)).toBeUndefined();
      expect(Date.now() - begun).toBeLessThan(2_000);
      const found: string[] = [];
      const worker = await queue.work(
        findJobs,
        [undefined],
        async ({ data }) => {
          found.push(data.container);
          if (data.container === 'trouble') throw new Error('no');
          return nothing;
        },
        { concurrency: 1 },
      );
      expect(await queue.call(findJobs, look('trouble'), 5_000)).toBeUndefined();
      expect(await queue.call(findJobs, look('topapi'), 5_000)).toEqual(nothing);
      await worker.drain(5_000);
      expect(found).toEqual(['trouble', 'topapi']);
    },
  );

  test.runIf(store.available)('refuses job data that are not what workers expect', async () => {
    const before = await queue.backlog();
    await expect(queue.ask(diagnoseJobs, question('h', { host: '' }))).rejects.toThrow('host');
    expect(await queue.backlog()).toBe(before);
  });
});
