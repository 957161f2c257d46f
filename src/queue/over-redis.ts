import { createRedisBackend } from 'bullmq';
import { FerrymanError } from '../errors.ts';
import { bullQueue } from './bull-queue.ts';
import type { QueueSettings } from './open-queue.ts';
import type { JobQueue } from './queue.ts';
import { connectProducer, connectWorker, redisLabel, type RedisConfig } from './redis-connections.ts';
import { redisKept } from './redis-kept.ts';
import { redisOutbox } from './redis-outbox.ts';
import { redisRecords } from './redis-records.ts';
import { within } from './within.ts';

/** Braces put all keys into one slot, without which a cluster refuses BullMQ's scripts. */
export const redisPrefix = '{ferryman}';

export async function overRedis(
  config: RedisConfig,
  { logger, times, telemetry }: QueueSettings,
): Promise<JobQueue> {
  const label = redisLabel(config);
  const producer = connectProducer(config);
  const worker = connectWorker(config);
  for (const client of [producer, worker]) {
    client.on('error', (error: Error) => logger.warn({ err: error, queue: label }, 'queue connection'));
  }
  const disconnect = () => {
    producer.disconnect();
    worker.disconnect();
  };
  try {
    await within(5_000, connected(producer));
  } catch (cause) {
    disconnect();
    throw new FerrymanError(
      'queue-unreachable',
      `The queue at ${label} does not answer.`,
      'See that Redis runs and that REDIS_URL is right: ferryman doctor',
      { cause },
    );
  }
  return bullQueue({
    kind: 'redis',
    label,
    factory: createRedisBackend,
    producer,
    worker,
    outbox: redisOutbox(producer),
    kept: redisKept(producer),
    records: redisRecords(producer),
    prefix: redisPrefix,
    // Each node of a cluster knows its own clients only.
    workers: config.kind === 'cluster' ? 'unseen' : 'seen',
    logger,
    times,
    telemetry,
    ping: async () => {
      await producer.ping();
    },
    release: async () => disconnect(),
  });
}

function connected(client: ReturnType<typeof connectProducer>): Promise<void> {
  return new Promise((resolve) => {
    // A cluster is usable at `ready` as well; both kinds have it.
    if (client.status === 'ready') resolve();
    else client.once('ready', () => resolve());
  });
}
