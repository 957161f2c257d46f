import { openTestQueue, configIn, commands, quiet } from './conversation.ts';
import { startBot } from '../../commands/index.ts';
import { diagnoseJobs } from '../../src/queue/diagnose-job.ts';
import { jobIdOf } from '../../src/queue/keys.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import type { QueueConfig } from '../../src/config/types.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';

export interface AckLatency {
  /** Milliseconds from Slack sending a command to Slack hearing its acknowledgement. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Jobs that waited when the last command came. */
  readonly backlog: number;
}

/** For the bench: how fast `/diagnose` is acknowledged by the real bot while jobs are waiting. */
export async function measureAckLatency(
  options: { commands?: number; queued?: number; queue?: QueueConfig } = {},
): Promise<AckLatency> {
  const { commands: count = 200, queued = 500 } = options;
  const workspace = await startWorkspace({ commands });
  const queue =
    options.queue === undefined ? await openTestQueue() : await openQueue(options.queue, { logger: quiet });
  const bot = await startBot(configIn(workspace), { logger: quiet, queue });
  try {
    for (let index = 0; index < queued; index += 1) await queue.ask(diagnoseJobs, waiting(index));
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const begun = performance.now();
      // A port for each, because the same question would join the one that waits.
      const { outcome } = await workspace.slash({ command: '/diagnose', text: `web-1 ${index + 1}` });
      times.push(performance.now() - begun);
      if (outcome.kind !== 'acked') throw new Error(`a command was not acknowledged: ${outcome.kind}`);
    }
    await workspace.waitFor((now) => now.ephemerals('lin').length >= count, 60_000);
    const backlog = await queue.backlog();
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(count - 1, Math.floor(count * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), max: at(1), backlog };
  } finally {
    await bot.stop();
    await queue.close();
    await workspace.stop();
  }
}

function waiting(index: number) {
  return {
    jobId: jobIdOf({ teamId: 'T0FERRYMAN', channelId: 'C0MIGRATION', triggerId: `waiting-${index}` }),
    site: undefined,
    job: {
      host: 'web-2',
      asked: { port: index + 1 },
      requestedBy: { teamId: 'T0FERRYMAN', userId: 'U0LIN' },
      where: { channelId: 'C0MIGRATION' },
      requestedAt: '2026-11-20T09:30:00.000Z',
      traceId: `waiting-${index}`,
    },
  };
}
