import type { Cluster, Redis } from 'ioredis';
import type { OutboxEntry, OutboxStore } from '../notify/outbox-store.ts';
import { OutboxText } from './outbox-text.ts';

/** Braces put all keys into one slot, as for the jobs. */
const prefix = '{ferryman}:outbox:';
const held = `${prefix}held`;
/** What waits, by since when. */
const waiting = `${prefix}waiting`;
const keptSeconds = 24 * 3_600;

/** Row, place, its lane's rows, all lanes, all that waits. */
const writeScript = `
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[4], 'EX', ARGV[2]) end
if ARGV[7] ~= '' then
  redis.call('ZADD', KEYS[3], 'NX', ARGV[6], ARGV[4])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
  redis.call('ZADD', KEYS[4], ARGV[7], ARGV[5])
  redis.call('ZADD', KEYS[5], ARGV[8], ARGV[4])
else
  redis.call('ZREM', KEYS[5], ARGV[4])
  redis.call('ZREM', KEYS[3], ARGV[4])
  if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('ZREM', KEYS[4], ARGV[5]) end
end`;

/** Only where the row is still as somebody has read it; 1 where it was. */
const swapScript = `
local row = redis.call('GET', KEYS[1])
if row and cjson.decode(row).text ~= ARGV[9] then return 0 end
if not row and ARGV[9] ~= '' then return 0 end
${writeScript}
return 1`;

/** A lane is taken as a whole, or what is behind in it could overtake. */
const takeOverScript = `
local rows = {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 100)) do
  redis.call('ZADD', KEYS[1], ARGV[2], lane)
  local ids = redis.call('ZRANGE', ARGV[3] .. 'lane:' .. lane, 0, -1)
  if #ids == 0 then redis.call('ZREM', KEYS[1], lane) end
  for _, id in ipairs(ids) do
    local row = redis.call('GET', ARGV[3] .. 'row:' .. id)
    if row then rows[#rows + 1] = row else redis.call('ZREM', ARGV[3] .. 'lane:' .. lane, id) end
  end
end
return rows`;

/** The outbox of all processes that share this Redis. */
export function redisOutbox(redis: Redis | Cluster): OutboxStore {
  async function read(id: string): Promise<OutboxEntry | undefined> {
    return OutboxText.safeParse(await redis.get(`${prefix}row:${id}`)).data;
  }
  return {
    read,
    async readAt(at) {
      const id = await redis.get(`${prefix}at:${at}`);
      return id === null ? undefined : read(id);
    },
    async write(entry) {
      const { keys, values } = bound(entry);
      await redis.eval(writeScript, keys.length, ...keys, ...values);
    },
    async swap(entry, before) {
      const { keys, values } = bound(entry);
      return (await redis.eval(swapScript, keys.length, ...keys, ...values, before?.text ?? '')) === 1;
    },
    async takeOver(now, until) {
      const rows = await redis.eval(takeOverScript, 1, held, now, until, prefix);
      return Array.isArray(rows) ? rows.flatMap((row) => OutboxText.safeParse(row).data ?? []) : [];
    },
    async undelivered(now) {
      // Rows that nobody delivered within a day are gone.
      await redis.zremrangebyscore(waiting, '-inf', now - keptSeconds * 1_000);
      const [rows, [, since]] = await Promise.all([
        redis.zcard(waiting),
        redis.zrange(waiting, '0', '0', 'WITHSCORES'),
      ]);
      return { rows, ...(since !== undefined && { since: Number(since) }) };
    },
    async count(key, now, spanMs) {
      const counter = `${prefix}count:${key}:${Math.floor(now / spanMs)}`;
      const calls = await redis.incr(counter);
      if (calls === 1) await redis.pexpire(counter, 2 * spanMs);
      return calls;
    },
  };
}

function bound(entry: OutboxEntry): { readonly keys: string[]; readonly values: (string | number)[] } {
  const { id, lane, order, at = '', heldUntil = '', waitsSince = Math.floor(order / 1_000) } = entry;
  return {
    keys: [`${prefix}row:${id}`, `${prefix}at:${at}`, `${prefix}lane:${lane}`, held, waiting],
    values: [JSON.stringify(entry), keptSeconds, at, id, lane, order, heldUntil, waitsSince],
  };
}
