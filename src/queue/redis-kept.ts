import type { Cluster, Redis } from 'ioredis';
import { type KeptTexts, pack, unpack } from './kept.ts';

/** Braces put all keys into one slot, as for the jobs. */
const prefix = '{ferryman}:kept:';

/** What is kept for all processes that share this Redis. */
export function redisKept(redis: Redis | Cluster): KeptTexts {
  return {
    async write(key, text, forMs) {
      await redis.set(`${prefix}${key}`, await pack(text), 'PX', forMs);
    },
    async read(key) {
      const bytes = await redis.getBuffer(`${prefix}${key}`);
      return bytes === null ? undefined : unpack(bytes);
    },
  };
}
