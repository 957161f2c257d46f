import { measureAckLatency, type AckLatency } from '../test/support/ack-latency.ts';
import { redisIsInstalled, startRedis } from '../test/support/redis.ts';
import { atMost, type Figure, type Part } from './figure.ts';

const queued = 500;

/** From Slack sending `/diagnose` to Slack hearing that it arrived, through the real bot in the local workspace. */
export const acknowledgement: Part = {
  name: 'acknowledgement',
  whyNot: () => undefined,
  async run() {
    const figures = [figure('the embedded queue', await measureAckLatency({ queued }))];
    if (!redisIsInstalled()) return figures;
    const redis = await startRedis();
    try {
      return [figure('Redis', await measureAckLatency({ queued, queue: redis.config })), ...figures];
    } finally {
      await redis.stop();
    }
  },
};

function figure(queue: string, { p50, p99, max, backlog }: AckLatency): Figure {
  return atMost(200, {
    name: `Slash command to acknowledgement, p99, ${queued} jobs waiting in ${queue}`,
    value: p99,
    unit: 'ms',
    reference: `fixed bar; median ${p50.toFixed(0)} ms, slowest ${max.toFixed(0)} ms, ${backlog} waiting at the end`,
  });
}
