import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { QueueConfig } from '../../src/config/types.ts';

/** A real redis-server of a test's own, on a unix socket in a folder of its own. */
export interface RedisServer {
  readonly config: QueueConfig;
  readonly socket: string;
  /** As an environment variable for a child process. */
  readonly url: string;
  /** Freezes it: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** As power loss would end it, the files staying. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function redisIsInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-redis-'));
  const socket = join(folder, 'r.sock');
  let child: ChildProcess | undefined;

  async function start() {
    const files = ['--dir', folder, '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    child = spawn('redis-server', ['--port', '0', '--unixsocket', socket, ...files, ...settings], {
      stdio: 'ignore',
    });
    await untilItAnswers(socket);
  }

  async function end(signal: NodeJS.Signals) {
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGCONT');
    running.kill(signal);
    await gone;
  }

  await start();
  return {
    config: { kind: 'redis-socket', path: socket, db: 0 },
    socket,
    url: `unix://${socket}`,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(socket: string): Promise<void> {
  const client = new Redis({ path: socket, lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await client.connect();
      await client.ping();
      client.disconnect();
      return;
    } catch {
      await sleep(25);
    }
  }
  client.disconnect();
  throw new Error('redis-server did not come up');
}
