import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBot } from '../../commands/index.ts';
import type { Config } from '../../src/config/types.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { diagnoseJobs } from '../../src/queue/diagnose-job.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { startWorker } from '../../workers/index.ts';
import { configIn, quiet, say } from '../support/conversation.ts';
import { readExposition, valueOf } from '../support/exposition.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { redisIsInstalled, startRedis, type RedisServer } from '../support/redis.ts';
import { storyReport } from '../support/reports.ts';
import { everyJob } from '../support/worker-desk.ts';

const flows = onlyFlows({ diagnose: async ({ host }) => ({ report: storyReport(host.name) }) });
const minute = 60_000;

async function ask(url: string, page: 'healthz' | 'readyz') {
  const begun = performance.now();
  const response = await fetch(`${url}/${page}`);
  const { reasons }: { reasons: string[] } = JSON.parse(await response.text());
  return { status: response.status, reasons, ms: performance.now() - begun };
}

async function scrape(url: string) {
  return readExposition(await (await fetch(`${url}/metrics`)).text());
}

describe.runIf(redisIsInstalled())('bot and worker over Redis say', () => {
  let redis: RedisServer;
  let workspace: Workspace;
  let running: { stop(): Promise<void> }[] = [];
  let passed = 0;
  const clock = () => Date.now() + passed;

  beforeEach(async () => {
    redis = await startRedis();
    workspace = await startWorkspace({ commands: [{ command: '/diagnose', should_escape: true }] });
    passed = 0;
  }, 60_000);
  afterEach(async () => {
    redis.thaw();
    for (const one of running.splice(0).toReversed()) await one.stop();
    await workspace.stop();
    await redis.stop();
  }, 60_000);

  const config = (): Config =>
    configIn(workspace, { queue: redis.config, health: { host: '127.0.0.1', port: 0 } });

  async function begin(process: 'bot' | 'worker'): Promise<string> {
    const deps = { logger: quiet, clock, metrics: createMetrics(config()) };
    const started =
      process === 'bot'
        ? await startBot(config(), deps)
        : await startWorker(config(), { ...deps, flows, drainMs: 2_000, deskEveryMs: 1_000 });
    running.push(started);
    return started.healthUrl ?? '';
  }

  test('that they are well, and what they did', async () => {
    const [bot, worker] = [await begin('bot'), await begin('worker')];
    for (const url of [bot, worker]) {
      expect(await ask(url, 'healthz')).toMatchObject({ status: 200, reasons: [] });
      expect(await ask(url, 'readyz')).toMatchObject({ status: 200, reasons: [] });
    }
    workspace.faults.rateLimit({ method: 'chat.postMessage', retryAfterSeconds: 1 });
    await say(workspace, '/diagnose web-1');
    const counted = await scrape(worker);
    const method = 'chat.postMessage';
    expect(valueOf(counted, 'ferryman_slack_rate_limited_total', { method })).toBe(1);
    expect(valueOf(counted, 'ferryman_slack_calls_total', { method, outcome: 'ok' })).toBeGreaterThan(0);
    await expect
      .poll(async () =>
        valueOf(await scrape(worker), 'ferryman_jobs_total', {
          kind: 'diagnose',
          outcome: 'answered',
        }),
      )
      .toBe(1);
    const outside = await scrape(bot);
    expect(
      valueOf(outside, 'ferryman_slack_calls_total', { method: 'apps.connections.open', outcome: 'ok' }),
    ).toBe(2);
    expect(valueOf(outside, 'ferryman_desk_last_run_timestamp_seconds')).toBeGreaterThan(1.7e9);
    expect(valueOf(outside, 'ferryman_jobs_total')).toBeUndefined();
  });

  test('that Redis is gone, or keeps silent, soon and without asking for a new start', async () => {
    const [bot, worker] = [await begin('bot'), await begin('worker')];
    const gone = `the queue at ${redis.socket} (database 0) does not answer`;
    redis.freeze();
    for (const url of [bot, worker]) {
      expect(await ask(url, 'readyz')).toMatchObject({ status: 503, reasons: [gone] });
      expect((await ask(url, 'readyz')).ms).toBeLessThan(4_500);
      expect(await ask(url, 'healthz')).toMatchObject({ status: 200 });
    }
    const begun = performance.now();
    const families = await scrape(bot);
    expect(performance.now() - begun).toBeLessThan(4_500);
    expect(families.get('ferryman_queue_jobs')?.metrics ?? []).toEqual([]);
    expect(valueOf(families, 'ferryman_outbox_rows')).toBeUndefined();
    expect(valueOf(families, 'ferryman_shared_state_errors_total', { source: 'queue' })).toBe(1);
    redis.thaw();
    await expect.poll(async () => (await ask(worker, 'readyz')).reasons, { timeout: 20_000 }).toEqual([]);
    await redis.kill();
    expect(await ask(worker, 'readyz')).toMatchObject({ status: 503, reasons: [gone] });
    await redis.start();
    await expect.poll(async () => (await ask(worker, 'readyz')).reasons, { timeout: 20_000 }).toEqual([]);
  });

  test('that Slack is not connected, until it is again', async () => {
    const bot = await begin('bot');
    workspace.faults.cut('all');
    await expect.poll(async () => (await ask(bot, 'readyz')).reasons).toEqual(['Slack is not connected']);
    expect(await ask(bot, 'healthz')).toMatchObject({ status: 200 });
    await expect.poll(async () => (await ask(bot, 'readyz')).status, { timeout: 20_000 }).toBe(200);
  });

  test('that somebody has stopped a queue', async () => {
    const worker = await begin('worker');
    const connection = new Redis({ path: redis.socket, maxRetriesPerRequest: null });
    const queue = new Queue('diagnose', { prefix: '{ferryman}', connection });
    await queue.pause();
    expect(await ask(worker, 'readyz')).toMatchObject({
      status: 503,
      reasons: ['somebody has stopped the queue diagnose'],
    });
    const families = await scrape(worker);
    expect(valueOf(families, 'ferryman_queue_paused', { kind: 'diagnose' })).toBe(1);
    await queue.resume();
    expect(await ask(worker, 'readyz')).toMatchObject({ status: 200 });
    await queue.close();
    connection.disconnect();
  });

  test('that messages wait, and that nobody tells of watched hosts', async () => {
    const worker = await begin('worker');
    const store = await openQueue(redis.config, { logger: quiet });
    running.push({ stop: () => store.close() });
    const held = { id: 'm1', lane: 'C1/1.1', order: 1, text: '{}', heldUntil: clock() + 60 * minute };
    await store.outbox.write({ ...held, waitsSince: clock() - 4 * minute });
    expect(await ask(worker, 'readyz')).toMatchObject({ status: 200 });
    await store.outbox.write({ ...held, waitsSince: clock() - 6 * minute });
    expect((await ask(worker, 'readyz')).reasons).toEqual([
      'Slack takes no messages: 1 wait, the oldest for 360 s',
    ]);
    const { heldUntil: _, ...delivered } = held;
    await store.outbox.write(delivered);
    const connection = new Redis({ path: redis.socket, maxRetriesPerRequest: null });
    const desk = new Queue('desk', { prefix: '{ferryman}', connection });
    await desk.removeJobScheduler('desk');
    await expect.poll(() => desk.getJobCountByTypes('delayed', 'waiting', 'active')).toBe(0);
    await desk.close();
    connection.disconnect();
    passed = 2 * minute;
    expect((await ask(worker, 'readyz')).reasons).toEqual([
      expect.stringMatching(/^nobody has told of watched hosts for 1[12]\d s$/),
    ]);
  });
});

test.runIf(redisIsInstalled())(
  'a worker whose consumers are gone says that it takes no jobs, and that a new start is needed',
  async () => {
    const redis = await startRedis();
    const workspace = await startWorkspace();
    const queue = await openQueue(redis.config, { logger: quiet });
    let now = Date.now();
    const worker = await startWorker(configIn(workspace), {
      logger: quiet,
      flows,
      queue,
      clock: () => now,
    });
    expect([worker.broken(), await worker.readiness()]).toEqual([[], []]);
    // Its workers end; what they worked on is there still.
    await queue.close();
    expect(worker.broken()).toEqual(['no jobs are taken']);
    expect(await worker.readiness()).toContain('no jobs are taken');

    const again = await openQueue(redis.config, { logger: quiet });
    const other = await startWorker(configIn(workspace), {
      logger: quiet,
      flows,
      queue: { ...again, work: idle },
      clock: () => now,
    });
    await again.ask(diagnoseJobs, { jobId: 'waits', site: undefined, job: { ...everyJob, host: 'web-1' } });
    expect(await other.readiness()).toEqual([]);
    now += 70_000;
    expect(await other.readiness()).toContainEqual(
      expect.stringMatching(/^nobody takes jobs from the queue diagnose: 1 wait for (?:69|70) s$/),
    );
    expect(other.broken()).toEqual([]);
    await other.stop();
    await again.close();
    await workspace.stop();
    await redis.stop();
  },
);

/** A consumer that says that it runs and takes nothing. */
async function idle() {
  return { running: true, drain: async () => 'drained' as const };
}
