import { Cluster, Redis } from 'ioredis';
import type { QueueConfig } from '../config/types.ts';

export type RedisConfig = Exclude<QueueConfig, { kind: 'embedded' }>;

/** Gives up soon and loudly: behind it waits a person who typed a command. */
export function connectProducer(config: RedisConfig): Redis | Cluster {
  return connect(config, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1_500 });
}

/** Never gives up: a worker outlives a restart of Redis. BullMQ insists on `null`. */
export function connectWorker(config: RedisConfig): Redis | Cluster {
  return connect(config, { maxRetriesPerRequest: null, enableOfflineQueue: true });
}

interface Patience {
  readonly maxRetriesPerRequest: number | null;
  readonly enableOfflineQueue: boolean;
  readonly commandTimeout?: number;
}

function connect(config: RedisConfig, { enableOfflineQueue, ...patience }: Patience): Redis | Cluster {
  const common = {
    ...patience,
    ...(config.username === undefined ? {} : { username: config.username }),
    ...(config.password === undefined ? {} : { password: config.password.reveal() }),
    ...(usesTls(config) ? { tls: {} } : {}),
    connectTimeout: 5_000,
    connectionName: 'ferryman',
  };
  const single = {
    ...common,
    enableOfflineQueue,
    retryStrategy: backOff,
  };
  switch (config.kind) {
    case 'redis':
      return new Redis({ ...single, host: config.host, port: config.port, db: config.db });
    case 'redis-socket':
      return new Redis({ ...single, path: config.path, db: config.db });
    case 'sentinel':
      return new Redis({
        ...single,
        name: config.master,
        sentinels: [...config.nodes],
        db: config.db,
        ...(config.sentinelPassword === undefined
          ? {}
          : { sentinelPassword: config.sentinelPassword.reveal() }),
        ...(config.tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
      });
    case 'cluster':
      return new Cluster([...config.nodes], {
        redisOptions: common,
        enableOfflineQueue,
        clusterRetryStrategy: backOff,
      });
    default:
      return config satisfies never;
  }
}

/** Back within two seconds of Redis being back, without hammering it in between. */
function backOff(times: number): number {
  return Math.min(times * 200, 2_000);
}

function usesTls(config: RedisConfig): boolean {
  return config.kind !== 'redis-socket' && config.tls;
}

/** For people and logs: no user name, no password. */
export function redisLabel(config: RedisConfig): string {
  const scheme = usesTls(config) ? 'rediss' : 'redis';
  switch (config.kind) {
    case 'redis':
      return `${scheme}://${config.host}:${config.port}/${config.db}`;
    case 'redis-socket':
      return `${config.path} (database ${config.db})`;
    case 'sentinel':
      return `${scheme} sentinel ${config.master} at ${nodeList(config.nodes)}`;
    case 'cluster':
      return `${scheme} cluster at ${nodeList(config.nodes)}`;
    default:
      return config satisfies never;
  }
}

function nodeList(nodes: readonly { host: string; port: number }[]): string {
  return nodes.map(({ host, port }) => `${host}:${port}`).join(', ');
}
