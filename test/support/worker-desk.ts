import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { createNotifier } from '../../src/notify/notifier.ts';
import { daysOf } from '../../src/queue/days.ts';
import type { Asked } from '../../src/queue/job-kind.ts';
import type { ActiveJob } from '../../src/queue/queue.ts';
import { memoryRecords } from '../../src/queue/records.ts';
import type { SlackMessage } from '../../src/render/slack/message.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import type { ThreadDeps } from '../../workers/thread.ts';

/** What every job holds. */
export const everyJob: Asked = {
  requestedBy: { teamId: 'T0FERRYMAN', userId: 'U0LIN' },
  where: { channelId: 'C0MIGRATION' },
  requestedAt: new Date().toISOString(),
  traceId: 'trace-1',
};

export const web1 = {
  name: 'web-1',
  via: { kind: 'local' },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:2',
} as const;

/** A job as a worker's first start gets it. */
export function firstStart<Job>(data: Job, changes: Partial<ActiveJob<Job>> = {}): ActiveJob<Job> {
  return {
    id: 'job-1',
    data,
    start: 1,
    waitedMs: 0,
    last: false,
    progress: {},
    saveProgress: async () => undefined,
    latest: async () => data,
    signal: new AbortController().signal,
    ...changes,
  };
}

export interface WorkerDesk {
  readonly workspace: Workspace;
  /** What the person who asked was told alone. */
  readonly whispers: readonly SlackMessage[];
  threadDeps(): ThreadDeps;
  /** What stands in the channel, replies included. */
  readonly texts: () => string[];
}

/** For jobs that a test runs by itself, without a queue: a fresh workspace for each test, and what a worker needs to write in it. */
export function useWorkerDesk(): WorkerDesk {
  const logger = pino({ level: 'silent' });
  let workspace: Workspace | undefined;
  let whispers: SlackMessage[] = [];
  beforeEach(async () => {
    workspace = await startWorkspace();
    whispers = [];
  });
  afterEach(() => workspace?.stop());
  const opened = () => {
    if (workspace === undefined) throw new Error('only within a test');
    return workspace;
  };
  return {
    get workspace() {
      return opened();
    },
    get whispers() {
      return whispers;
    },
    threadDeps() {
      const { botToken: token, apiUrl } = opened();
      return {
        notifier: createNotifier({ token, apiUrl }, { logger }),
        tellAsker: async (_, message) => {
          whispers.push(message);
        },
        days: daysOf(memoryRecords()),
        logger,
        clock: Date.now,
      };
    },
    texts: () =>
      opened()
        .messages('migration')
        .map(({ text }) => text),
  };
}
