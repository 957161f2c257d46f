import { access, constants, mkdir } from 'node:fs/promises';
import type { QueueConfig } from '../config/types.ts';
import { connectProducer, redisLabel, type RedisConfig } from './redis-connections.ts';
import { within } from './within.ts';

/** One line of `ferryman doctor`. */
export interface QueueCheck {
  readonly kind: 'ok' | 'warning' | 'failed';
  readonly sentence: string;
  /** Absent where nothing is to be done. */
  readonly next?: string;
}

/** Looks whether jobs are safe in the queue that the configuration names. Changes nothing. */
export async function checkQueue(config: QueueConfig): Promise<QueueCheck[]> {
  return config.kind === 'embedded' ? checkFolder(config.dataDir) : checkRedis(config);
}

async function checkFolder(folder: string): Promise<QueueCheck[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return [
      {
        kind: 'ok',
        sentence: `The queue is kept in ${folder}, inside one process. Set REDIS_URL for bot and workers of their own.`,
      },
    ];
  } catch (error) {
    return [
      {
        kind: 'failed',
        sentence: `The queue's folder ${folder} cannot be written: ${messageOf(error)}.`,
        next: 'Give the user that runs Ferryman that folder, or set queue.dataDir.',
      },
    ];
  }
}

async function checkRedis(config: RedisConfig): Promise<QueueCheck[]> {
  const label = redisLabel(config);
  const client = connectProducer(config);
  let lastError: unknown;
  client.on('error', (error: unknown) => {
    lastError = error;
  });
  try {
    await within(5_000, new Promise<void>((resolve) => client.once('ready', () => resolve())));
    const info = parseInfo(await client.info());
    return [{ kind: 'ok', sentence: `Redis answers at ${label}.` }, ...judgeInfo(info)];
  } catch (error) {
    return [
      {
        kind: 'failed',
        sentence: `Redis at ${label} does not answer: ${messageOf(lastError ?? error)}.`,
        next: 'See that it runs, that REDIS_URL is right, and that user and password are.',
      },
    ];
  } finally {
    client.disconnect();
  }
}

/** `INFO` prints `name:value` lines under `# Section` titles. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .split(/\r?\n/)
      .filter((line) => line.includes(':') && !line.startsWith('#'))
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1)] as const;
      }),
  );
}

export function judgeInfo(info: ReadonlyMap<string, string>): QueueCheck[] {
  return [version(info), eviction(info), persistence(info)];
}

function version(info: ReadonlyMap<string, string>): QueueCheck {
  const valkey = info.get('valkey_version');
  const text = info.get('redis_version') ?? '';
  const [major = 0, minor = 0] = text.split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 2)) {
    return { kind: 'ok', sentence: valkey === undefined ? `Redis ${text}.` : `Valkey ${valkey}.` };
  }
  return {
    kind: 'failed',
    sentence: `Redis ${text || 'of an unknown version'} is too old: 6.2 is needed.`,
    next: 'Upgrade Redis.',
  };
}

function eviction(info: ReadonlyMap<string, string>): QueueCheck {
  const policy = info.get('maxmemory_policy') ?? 'unknown';
  if (policy === 'noeviction') return { kind: 'ok', sentence: 'Redis never drops a job to make room.' };
  return {
    kind: 'failed',
    sentence: `Redis may drop jobs when its memory is full (maxmemory-policy ${policy}).`,
    next: 'redis-cli config set maxmemory-policy noeviction, and the same in redis.conf',
  };
}

function persistence(info: ReadonlyMap<string, string>): QueueCheck {
  if (info.get('aof_enabled') === '1') return { kind: 'ok', sentence: 'Jobs survive a restart of Redis.' };
  return {
    kind: 'warning',
    sentence: 'Jobs of the last minutes are lost when Redis restarts (no append-only file).',
    next: 'redis-cli config set appendonly yes, and the same in redis.conf',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
