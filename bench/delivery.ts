import { openQueue } from '../src/queue/open-queue.ts';
import { openTestQueue, quiet } from '../test/support/conversation.ts';
import { type Outcome, runOperations } from '../test/support/operations.ts';
import { redisIsInstalled, startRedis } from '../test/support/redis.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median, quantile } from './measure.ts';

const operations = 1_000;
/** One person after the other, so that only the way of the message counts. */
const timed = 100;

/** What people find in their channels after many questions with a tenth of everything failing, and how soon without. */
export const delivery: Part = {
  name: 'delivery',
  whyNot: () => undefined,
  async run() {
    const redis = redisIsInstalled() ? await startRedis() : undefined;
    const queue =
      redis === undefined ? await openTestQueue() : await openQueue(redis.config, { logger: quiet });
    try {
      const calm = await runOperations({ queue, count: timed, atOnce: 1 });
      const troubled = await runOperations({ queue, count: operations, atOnce: 16, faults: 0.1 });
      return [...speed(calm), ...integrity(troubled)];
    } finally {
      await queue.close();
      await redis?.stop();
    }
  },
};

function speed({ toFirstMessage, toCard }: Outcome): Figure[] {
  return [
    figure('Command to first message, p95', 500, toFirstMessage),
    figure('Verdict to final card, p95', 700, toCard),
  ];
}

function figure(name: string, bar: number, times: readonly number[]): Figure {
  const reference = `fixed bar; ${times.length} operations, median ${median(times).toFixed(0)} ms`;
  return atMost(bar, { name, value: quantile(times, 0.95), unit: 'ms', reference });
}

function integrity({ lost, doubled, disordered, met, typedAgain, seconds }: Outcome): Figure[] {
  const trouble = Object.entries(met).map(([kind, times]) => `${times} ${kind}`);
  const reference = `${operations} operations, 10 % trouble: ${trouble.join(', ')}; typed again: ${typedAgain}; ${seconds.toFixed(0)} s`;
  return [
    atMost(0, { name: 'Operations lost', value: lost.length, unit: '', reference }),
    atMost(0, {
      name: 'Operations or messages doubled',
      value: doubled.length,
      unit: '',
      reference: 'the same run',
    }),
    atMost(0, {
      name: 'Threads out of order',
      value: disordered.length,
      unit: '',
      reference: 'the same run',
    }),
  ];
}
