import type { Telemetry } from 'bullmq';
import type { Logger } from 'pino';
import type { QueueConfig } from '../config/types.ts';
import { overEmbedded } from './over-embedded.ts';
import { overRedis } from './over-redis.ts';
import type { JobQueue } from './queue.ts';

/** Spans of jobs, from whoever adds one to whoever does it. */
export type QueueTelemetry = Telemetry;

/** What a store is opened with. */
export interface QueueSettings {
  readonly logger: Logger;
  readonly times: QueueTimes;
  readonly telemetry?: QueueTelemetry | undefined;
}

/** Times that faults showed to be right; tests shorten them. */
export interface QueueTimes {
  /** A worker that is silent for this long has lost its job. */
  readonly lockMs: number;
  /** How often workers look for such jobs. */
  readonly stalledCheckMs: number;
}

const times: QueueTimes = { lockMs: 15_000, stalledCheckMs: 5_000 };

/** Opens the queue that the configuration names and proves that it answers. */
export async function openQueue(
  config: QueueConfig,
  deps: { logger: Logger; times?: QueueTimes; telemetry?: QueueTelemetry | undefined },
): Promise<JobQueue> {
  const settings = { times, ...deps };
  if (config.kind === 'embedded') return overEmbedded(config.dataDir, settings);
  return overRedis(config, settings);
}
