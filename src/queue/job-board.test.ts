import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, chromiumPath } from '../../test/support/chromium.ts';
import { openDashboard } from '../../test/support/dashboard.ts';
import { redisIsInstalled, type RedisServer, startRedis } from '../../test/support/redis.ts';
import { diagnoseJobs } from './diagnose-job.ts';
import { type JobBoard, openJobBoard } from './job-board.ts';
import { openQueue } from './open-queue.ts';
import type { JobQueue } from './queue.ts';
import { watchJobs } from './watch-job.ts';

const logger = pino({ level: 'silent' });
const site = 'hangzhou';

/** Nobody who looks at jobs is to see any of these. */
const hidden = ['sealed-by-nobody', 'C0SECRET', 'U0LIN', 'password=hunter2'];

const job = {
  host: 'hz-shop',
  asked: { port: 30003 },
  requestedBy: { teamId: 'T1', userId: 'U0LIN' },
  where: { channelId: 'C0SECRET' },
  requestedAt: '2026-11-23T02:00:00.000Z',
  traceId: 'trace-1',
  sealedReplyUrl: 'sealed-by-nobody',
};

if (!redisIsInstalled()) console.log('skipped: the job board (there is no redis-server here)');

describe.skipIf(!redisIsInstalled())('the board of single jobs', () => {
  let redis: RedisServer;
  let queue: JobQueue;
  let board: JobBoard;

  beforeAll(async () => {
    redis = await startRedis();
    if (redis.config.kind === 'embedded') throw new Error('it is Redis');
    queue = await openQueue(redis.config, { logger });
    await queue.ask(diagnoseJobs, {
      jobId: 'waits',
      site,
      job: { ...job, where: { channelId: 'D0SECRET' } },
    });
    await queue.repeats.start(watchJobs, {
      id: 'hz-shop',
      site,
      job: { host: 'hz-shop', ports: [80], whole: true, everyMs: 60_000, traceId: 'trace-2' },
      when: { everyMs: 60_000, offsetMs: 30_000 },
    });
    await queue.ask(diagnoseJobs, { jobId: 'fails', site: 'singapore', job });
    const worker = await queue.work(
      diagnoseJobs,
      ['singapore'],
      () => Promise.reject(new Error('password=hunter2 was not taken')),
      { concurrency: 1 },
    );
    const fails = { jobId: 'fails', site: 'singapore' };
    while (!(await queue.hasEnded(diagnoseJobs, fails))) await sleep(200);
    await worker.drain(5_000);
    board = await openJobBoard(redis.config, { sites: [site, 'singapore'], basePath: '/queues', logger });
  }, 60_000);
  afterAll(async () => {
    await board?.close();
    await queue?.close();
    await redis?.stop();
  });

  const read = async (path: string) => {
    const answer = await board.routes.request(path);
    return { status: answer.status, text: await answer.text() };
  };

  test('knows the jobs of BullMQ, in every queue', async () => {
    const { status, text } = await read(
      '/api/queues?activeQueue=diagnose-hangzhou&status=latest&page=1&jobsPerPage=10',
    );
    expect(status).toBe(200);
    for (const known of ['diagnose-hangzhou', 'watch-singapore', '"desk"', 'hz-shop', '30003', 'trace-1'])
      expect(text).toContain(known);
  });

  test.each([
    '/api/queues?activeQueue=diagnose-hangzhou&status=latest&page=1&jobsPerPage=10',
    '/api/queues?activeQueue=diagnose-singapore&status=failed&page=1&jobsPerPage=10',
    '/api/queues/diagnose-hangzhou/waits',
    '/api/queues/diagnose-singapore/fails',
    '/api/queues/diagnose-singapore/fails/logs',
    '/api/queues/diagnose-singapore/fails/flow',
    '/api/job-schedulers',
  ])('shows nobody who asked, where, or what went wrong there: %s', async (path) => {
    const { text } = await read(path);
    for (const secret of [...hidden, 'D0SECRET']) expect(text).not.toContain(secret);
  });

  test('says that a job failed, and where the reason is', async () => {
    const { text } = await read('/api/queues/diagnose-singapore/fails');
    expect(text).toContain('Failed: its worker logged why, under the traceId.');
  });

  test('changes no job, behind the dashboard and without it', async () => {
    const paths = [
      ['PUT', '/api/queues/diagnose-hangzhou/waits/clean'],
      ['PUT', '/api/queues/diagnose-hangzhou/pause'],
      ['POST', '/api/queues/diagnose-hangzhou/add'],
      ['PUT', '/api/queues/diagnose-singapore/retry/failed'],
    ] as const;
    for (const [method, path] of paths) {
      const answer = await board.routes.request(path, { method });
      expect([path, answer.status >= 400]).toEqual([path, true]);
    }
    expect(await queue.line(diagnoseJobs, site)).toEqual(['waits']);
  });

  test('stands behind the same door as the dashboard, and is only looked at', async () => {
    const dashboard = await openDashboard({}, { board: board.routes });
    const api = `${dashboard.url}/queues/api/queues`;
    expect((await fetch(api)).status).toBe(403);
    expect((await fetch(`${dashboard.url}/queues/static/favicon.ico`)).status).toBe(403);
    const { headers } = await fetch(dashboard.link, { redirect: 'manual' });
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await fetch(api, { headers: { cookie } })).status).toBe(200);
    expect((await fetch(`${api}/pause`, { method: 'PUT', headers: { cookie } })).status).toBe(405);
    expect((await fetch(api, { headers: { cookie, origin: 'https://elsewhere.example' } })).status).toBe(403);
    await dashboard.stop();
  });

  test.skipIf(chromiumPath === undefined)(
    'is drawn in Chromium without anything from elsewhere',
    async () => {
      const dashboard = await openDashboard({}, { board: board.routes });
      const browser = await launchChromium();
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on('request', (one) => asked.push(one.url()));
      await page.goto(dashboard.link);
      await page.getByRole('link', { name: 'Single jobs (Bull Board)' }).click();
      await page.getByText('diagnose-hangzhou').first().waitFor();
      await page.getByText('diagnose-hangzhou').first().click();
      await page.getByText('hz-shop').first().waitFor();
      expect(await page.getByText('sealedReplyUrl').count()).toBe(0);
      const foreign = asked.filter((url) => !url.startsWith(`${dashboard.url}/`) && !url.startsWith('data:'));
      // Asked for by its page, and refused by ours before it leaves the browser.
      expect(foreign.filter((url) => !url.startsWith('https://fonts.googleapis.com/'))).toEqual([]);
      await browser.close();
      await dashboard.stop();
    },
  );
});
