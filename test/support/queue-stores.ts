import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueConfig } from '../../src/config/types.ts';
import { redisIsInstalled, startRedis } from './redis.ts';

/** A place for jobs, the same suite running over each. */
export interface QueueStore {
  readonly name: string;
  readonly available: boolean;
  open(): Promise<{ config: QueueConfig; remove(): Promise<void> }>;
}

export const embeddedStore: QueueStore = {
  name: 'the store inside the process',
  available: true,
  async open() {
    const dataDir = await mkdtemp(join(tmpdir(), 'ferryman-queue-'));
    return {
      config: { kind: 'embedded', dataDir },
      remove: () => rm(dataDir, { recursive: true, force: true }),
    };
  },
};

export const redisStore: QueueStore = {
  name: redisIsInstalled() ? 'Redis' : 'Redis (left out: there is no redis-server here)',
  available: redisIsInstalled(),
  async open() {
    const redis = await startRedis();
    return { config: redis.config, remove: () => redis.stop() };
  },
};
