import { once } from 'node:events';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { redisIsInstalled, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { checkQueue } from './check-queue.ts';
import type { JobQueue, Question } from './queue.ts';
import { type DiagnoseJob, diagnoseJobs } from './diagnose-job.ts';
import { openQueue } from './open-queue.ts';

const logger = pino({ level: 'silent' });

function question(jobId: string, host = 'hz-shop'): Question<DiagnoseJob> {
  return {
    jobId,
    site: undefined,
    job: {
      host,
      requestedBy: { teamId: 'T1', userId: 'U1' },
      where: { channelId: 'C1' },
      requestedAt: '2026-11-20T09:30:00.000Z',
      traceId: 'trace-1',
    },
  };
}

describe.runIf(redisIsInstalled())('with a Redis that fails', () => {
  let redis: RedisServer | undefined;
  let queue: JobQueue | undefined;

  afterEach(async () => {
    redis?.thaw();
    await queue?.close();
    await redis?.stop();
    queue = undefined;
    redis = undefined;
  });

  test('a request to a frozen Redis is refused with a sentence, and asking again runs it once', async () => {
    redis = await startRedis();
    queue = await openQueue(redis.config, { logger });
    await queue.ask(diagnoseJobs, question('warm-up', 'other'));
    redis.freeze();
    await expect(queue.ask(diagnoseJobs, question('asked-twice'))).rejects.toMatchObject({
      code: 'queue-unreachable',
      next: 'Try again in a minute; asking twice runs it once.',
    });
    await expect(queue.ping()).rejects.toThrow(/timed out|no answer/i);
    redis.thaw();
    await queue.ping();
    await queue.ask(diagnoseJobs, question('asked-twice'));
    expect(await queue.backlog()).toBe(2);
  });

  test('a queue that is opened while Redis is frozen can be used afterwards', async () => {
    redis = await startRedis();
    queue = await openQueue(redis.config, { logger });
    redis.freeze();
    await expect(queue.ask(diagnoseJobs, question('meanwhile'))).rejects.toMatchObject({
      code: 'queue-unreachable',
    });
    redis.thaw();
    await queue.ping();
    await queue.ask(diagnoseJobs, question('afterwards', 'other'));
    expect(await queue.line(diagnoseJobs, undefined)).toContain('afterwards');
  });

  test('worker and bot go on after Redis was killed and came back, and no job is lost', async () => {
    redis = await startRedis();
    queue = await openQueue(redis.config, { logger });
    await queue.ask(diagnoseJobs, question('before', 'before'));
    await redis.kill();
    await expect(queue.ask(diagnoseJobs, question('meanwhile', 'meanwhile'))).rejects.toMatchObject({
      code: 'queue-unreachable',
    });
    await redis.start();
    const hosts: string[] = [];
    let ended: (() => void) | undefined;
    const both = new Promise<void>((resolve) => {
      ended = resolve;
    });
    await queue.work(
      diagnoseJobs,
      [undefined],
      async ({ data }) => {
        hosts.push(data.host);
        if (hosts.length === 2) ended?.();
        return { outcome: 'answered' };
      },
      { concurrency: 1 },
    );
    await expect
      .poll(() =>
        queue?.ping().then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('up');
    await queue.ask(diagnoseJobs, question('after', 'after'));
    await both;
    expect(hosts).toEqual(['before', 'after']);
  });

  test('a queue that somebody has stopped for all workers says so', async () => {
    redis = await startRedis();
    queue = await openQueue(redis.config, { logger });
    const connection = new Redis({ path: redis.socket, maxRetriesPerRequest: null });
    const stopped = new Queue('diagnose', { prefix: '{ferryman}', connection });
    await stopped.pause();
    await queue.ask(diagnoseJobs, question('waits'));
    expect(await queue.depth(diagnoseJobs, undefined)).toMatchObject({ paused: true, waiting: 1 });
    await stopped.resume();
    expect(await queue.depth(diagnoseJobs, undefined)).toMatchObject({ paused: false, waiting: 1 });
    await stopped.close();
    connection.disconnect();
  });

  test('a queue that cannot be reached at the start names itself and the next step', async () => {
    const gone = { kind: 'redis', host: '127.0.0.1', port: await closedPort(), db: 0, tls: false } as const;
    await expect(openQueue(gone, { logger })).rejects.toMatchObject({
      code: 'queue-unreachable',
      message: `The queue at redis://127.0.0.1:${gone.port}/0 does not answer.`,
    });
    expect(await checkQueue(gone)).toMatchObject([
      { kind: 'failed', sentence: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('the doctor approves of a Redis that keeps its jobs and objects to one that drops them', async () => {
    redis = await startRedis();
    expect((await checkQueue(redis.config)).map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok']);
    await redis.stop();
    redis = await startRedis('--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no');
    expect(await checkQueue(redis.config)).toMatchObject([
      { kind: 'ok' },
      { kind: 'ok' },
      {
        kind: 'failed',
        sentence: 'Redis may drop jobs when its memory is full (maxmemory-policy allkeys-lru).',
      },
      { kind: 'warning', sentence: expect.stringContaining('no append-only file') },
    ]);
  });
});

async function closedPort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
