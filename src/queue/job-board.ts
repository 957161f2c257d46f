import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { createRedisBackend, type Job, withBackend } from 'bullmq';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { queuesOf } from './all-kinds.ts';
import { queueNameOf } from './keys.ts';
import { redisPrefix } from './over-redis.ts';
import { connectProducer, type RedisConfig } from './redis-connections.ts';

export interface JobBoard {
  /** Its page and what that asks for, under `basePath`. */
  readonly routes: Hono;
  close(): Promise<void>;
}

/** What a job may show: where it looks and when it was asked, never who asked, where, or how they are answered. */
const shown: ReadonlySet<string> = new Set([
  'host',
  'ports',
  'whole',
  'everyMs',
  'container',
  'asked',
  'requestedAt',
  'language',
  'traceId',
  'look',
  'until',
  'outcome',
  'verdict',
]);

/**
 * Bull Board over the queues of these sites, to look at single jobs: it changes none, and shows of each what `shown` names. Of text that a
 * job failed with it says only that there is some, since a host or Slack may have had a part in it.
 */
export async function openJobBoard(
  config: RedisConfig,
  { sites, basePath, logger }: { sites: readonly (string | undefined)[]; basePath: string; logger: Logger },
): Promise<JobBoard> {
  const connection = connectProducer(config);
  connection.on('error', (error: Error) => logger.warn({ err: error }, 'the connection of the job board'));
  const { Queue } = withBackend(createRedisBackend);
  const queues = queuesOf(sites).map(({ kind, site }) => {
    const name = queueNameOf(kind, site);
    const queue = new Queue(name, { connection, prefix: redisPrefix });
    queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'the job board'));
    return queue;
  });
  const serverAdapter = new HonoAdapter(serveStatic);
  serverAdapter.setBasePath(basePath);
  createBullBoard({
    queues: queues.map((queue) => new DiscreetAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Ferryman', miscLinks: [{ text: 'Dashboard', url: '/' }] } },
  });
  return {
    routes: serverAdapter.registerPlugin(),
    async close() {
      await Promise.all(queues.map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

type Schedulers = Awaited<ReturnType<BullMQAdapter['getJobSchedulers']>>;

/** Tells of jobs only what may be seen, wherever the board asks for them. */
class DiscreetAdapter extends BullMQAdapter {
  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job === undefined ? undefined : discreet(job);
  }

  override async getJobs(...asked: Parameters<BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...asked)).map((job) => discreet(job));
  }

  /** No job here is part of another, and what reads those would read past this. */
  override getFlowProducer(): ReturnType<BullMQAdapter['getFlowProducer']> {
    return Promise.resolve(null);
  }

  override async getJobSchedulers(): Promise<Schedulers> {
    const schedulers = await super.getJobSchedulers();
    return schedulers.map(({ template, ...scheduler }) => ({
      ...scheduler,
      ...(template === undefined ? {} : { template: { ...template, data: onlyShown(template.data) } }),
    }));
  }
}

/** The same job; what is made of it for the page lacks what nobody is shown. */
function discreet(job: Job): Job {
  const whole = job.toJSON.bind(job);
  const value = () => {
    // The id by which questions join holds what was asked, and where.
    const { opts, failedReason, deduplicationId: _, deferredFailure: __, ...rest } = whole();
    return {
      ...rest,
      opts: { attempts: opts.attempts ?? 1, delay: opts.delay ?? 0 },
      data: onlyShown(rest.data),
      returnvalue: onlyShown(rest.returnvalue),
      progress: {},
      stacktrace: [],
      failedReason: failedReason ? 'Failed: its worker logged why, under the traceId.' : '',
    };
  };
  return Object.defineProperty(job, 'toJSON', { value });
}

function onlyShown(data: unknown): object {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(Object.entries(data).filter(([key]) => shown.has(key)));
}
