import { inEnvironment, secretFrom, urlFrom } from './environment-values.ts';
import type { Variables } from './environment-values.ts';
import type { Mistake } from './mistake.ts';
import type { FileEntry } from './schema.ts';
import { Secret } from './secret.ts';
import type { QueueConfig } from './types.ts';

/** Redis where the file or REDIS_URL names one, else the embedded queue. */
export function queueSettings(
  env: Variables,
  entry: FileEntry['queue'],
  dataDir: string,
  mistakes: Mistake[],
): QueueConfig {
  const url = env['REDIS_URL']?.trim();
  const password = secretFrom(env, 'REDIS_PASSWORD');
  const sentinelPassword = secretFrom(env, 'REDIS_SENTINEL_PASSWORD');
  const several = entry.sentinel ?? entry.cluster;
  if (several && url) {
    const key = entry.sentinel ? 'queue.sentinel' : 'queue.cluster';
    mistakes.push(
      inEnvironment('REDIS_URL', `is set while the file names ${key}: unset it, or take ${key} out`),
    );
  }
  const { username } = several ?? {};
  const login = { ...(username !== undefined && { username }), ...(password && { password }) };
  if (entry.sentinel) {
    const { master, nodes, db, tls } = entry.sentinel;
    return {
      kind: 'sentinel',
      master,
      nodes,
      db,
      tls,
      ...login,
      ...(sentinelPassword && { sentinelPassword }),
    };
  }
  if (entry.cluster) return { kind: 'cluster', nodes: entry.cluster.nodes, tls: entry.cluster.tls, ...login };
  const embedded: QueueConfig = { kind: 'embedded', dataDir };
  if (!url) return embedded;
  const redis = redisFromUrl(url, password);
  if (typeof redis !== 'string') return redis;
  mistakes.push(inEnvironment('REDIS_URL', redis));
  return embedded;
}

/** `redis://user:password@host:6379/0`, `rediss://…`, `unix:///run/redis.sock?db=1`. A sentence where it is none of these. */
function redisFromUrl(text: string, password: Secret | undefined): QueueConfig | string {
  const url = urlFrom(text);
  const instead = 'write redis://host:6379/0, rediss://host:6379/0 or unix:///run/redis.sock';
  if (!url) return `is no URL: ${instead}`;
  const inUrl = decode(url.password);
  const username = decode(url.username);
  if (inUrl === undefined || username === undefined) return 'holds a % that is no escape: write %25 for it';
  const secretOfUrl = inUrl === '' ? password : new Secret(inUrl);
  const login = { ...(username !== '' && { username }), ...(secretOfUrl && { password: secretOfUrl }) };
  const database = url.protocol === 'unix:' ? (url.searchParams.get('db') ?? '') : url.pathname.slice(1);
  if (!/^\d{0,5}$/.test(database)) return 'names no database number after the last slash: write /0';
  const db = Number(database || 0);
  switch (url.protocol) {
    case 'unix:':
      return { kind: 'redis-socket', path: decode(url.pathname) ?? url.pathname, db, ...login };
    case 'redis:':
    case 'rediss:':
      if (url.hostname === '') return `names no host: ${instead}`;
      return {
        kind: 'redis',
        host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: Number(url.port || 6379),
        db,
        tls: url.protocol === 'rediss:',
        ...login,
      };
    default:
      return `is no address of a Redis server: ${instead}`;
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
