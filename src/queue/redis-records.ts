import type { Cluster, Redis } from 'ioredis';
import type { Records, Stored } from './records.ts';

/** Braces put all keys into one slot, as for the jobs. A hash for each collection: `<version>:<text>` under each key. */
const prefix = '{ferryman}:records:';

/** An empty text stands for removing; JSON is never empty. */
const writeScript = `
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local version = stored and string.match(stored, '^(%d+):') or '0'
if version ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', version + 1) .. ':' .. ARGV[3]) end
return 1`;

/** The records of all processes that share this Redis. */
export function redisRecords(redis: Redis | Cluster): Records {
  async function change(collection: string, key: string, text: string, version: number): Promise<boolean> {
    return (await redis.eval(writeScript, 1, `${prefix}${collection}`, key, version, text)) === 1;
  }
  return {
    async read(collection, key) {
      const text = await redis.hget(`${prefix}${collection}`, key);
      return text === null ? undefined : storedOf(text);
    },
    async list(collection) {
      const all = await redis.hgetall(`${prefix}${collection}`);
      return new Map(Object.entries(all).map(([key, text]) => [key, storedOf(text)]));
    },
    write: change,
    async remove(collection, key, version) {
      return version > 0 && change(collection, key, '', version);
    },
  };
}

function storedOf(text: string): Stored {
  const colon = text.indexOf(':');
  return { version: Number(text.slice(0, colon)), text: text.slice(colon + 1) };
}
