import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './site.ts';

/** Something that happens to Ferryman's own parts. */
export interface Disturbance {
  readonly name: string;
  /** Resolves when it is over. `isOutage`: meanwhile nobody can be told anything. */
  strike(site: Site): Promise<void>;
  readonly isOutage: boolean;
}

export function redisRestart(awayMs: number): Disturbance {
  return {
    name: 'Redis killed and started anew with its files',
    isOutage: true,
    async strike({ slack: { redis } }) {
      await redis.kill();
      await sleep(awayMs);
      await redis.start();
    },
  };
}

export function workerKill(awayMs: number): Disturbance {
  return {
    name: 'one of two workers killed, and another one started',
    isOutage: false,
    async strike(site) {
      site.workers.shift()?.kill('SIGKILL');
      await sleep(awayMs);
      await site.startWorker();
    },
  };
}

/** First nobody is let in, then all is done and nobody hears of it, then everybody is told to wait. */
export function slackOutage(awayMs: number): Disturbance {
  return {
    name: 'Slack out: connections cut, 503, answers lost, 429',
    isOutage: true,
    async strike({
      slack: {
        workspace: { faults },
      },
    }) {
      faults.cut('all');
      faults.error503({ times: Infinity });
      faults.error503({ times: Infinity, method: 'apps.connections.open' });
      await sleep(awayMs / 2);
      faults.clear();
      faults.dropReply({ times: Infinity });
      await sleep(awayMs / 4);
      faults.clear();
      faults.rateLimit({ times: Infinity, retryAfterSeconds: 5 });
      await sleep(awayMs / 4);
      faults.clear();
    },
  };
}
