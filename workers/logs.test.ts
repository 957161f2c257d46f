import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotifier } from '../src/notify/notifier.ts';
import type { LogsJob } from '../src/queue/logs-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import type { SlackMessage } from '../src/render/slack/message.ts';
import { startWorkspace, type Workspace } from '../src/workspace/workspace.ts';
import { dotnetLog } from '../test/support/log-report.ts';
import { answerLogs, giveUpLogs, type LogsDeps } from './logs.ts';

let workspace: Workspace;
let whispers: SlackMessage[] = [];
const logger = pino({ level: 'silent' });

const data: LogsJob = {
  container: 'topapi',
  query: {},
  question: 'topapi',
  requestedBy: { teamId: 'T0FERRYMAN', userId: 'U0LIN' },
  where: { channelId: 'C0MIGRATION' },
  requestedAt: new Date().toISOString(),
  traceId: 'trace-1',
};

const host = {
  name: 'web-1',
  via: { kind: 'local' },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:2',
} as const;
const container = { id: 'a1', name: 'topapi', image: 'topapi:2', state: 'running', status: 'Up' };

function job(changes: Partial<ActiveJob<LogsJob>> = {}): ActiveJob<LogsJob> {
  return {
    id: 'job-1',
    data,
    start: 1,
    last: false,
    progress: {},
    saveProgress: async () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

function deps(changes: Partial<LogsDeps> = {}): LogsDeps {
  return {
    inventory: { hosts: [host], refused: [] },
    lookUp: async () => ({ kind: 'found', match: { host, container }, others: [], notAsked: [] }),
    readLogs: async ({ query }) => ({ ...dotnetLog, host: 'web-1', asked: query }),
    queue: {
      ask: () => Promise.reject(new Error('nobody asks')),
      call: () => Promise.reject(new Error('nobody calls')),
      hasWorker: async () => true,
    },
    otherSites: [],
    serves: () => true,
    notifier: createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger }),
    tellAsker: async (_, message) => {
      whispers.push(message);
    },
    logger,
    clock: Date.now,
    deadlineMs: 10_000,
    ...changes,
  };
}

function texts(): string[] {
  return workspace.messages('migration').map(({ text }) => text);
}

beforeEach(async () => {
  workspace = await startWorkspace();
  whispers = [];
});
afterEach(() => workspace.stop());

test('a job that is done again leaves one card, one file and one set of evidence', async () => {
  await answerLogs(job(), deps());
  const once = texts();
  expect(once).toHaveLength(3);
  await answerLogs(job({ start: 2 }), deps());
  expect(texts()).toEqual(once);
});

test('a question that waited too long is not read late', async () => {
  const late = deps({ clock: () => Date.now() + 16 * 60_000 });
  expect(await answerLogs(job(), late)).toEqual({ outcome: 'not-answered' });
  expect(texts()).toEqual([expect.stringMatching(/topapi was not read.*no worker could take it within 15/)]);
});

test('a job that is taken away says nothing more', async () => {
  const gone = new AbortController();
  const running = answerLogs(
    job({ signal: gone.signal }),
    deps({
      readLogs: () => {
        gone.abort(new Error('the worker shuts down'));
        return new Promise(() => undefined);
      },
    }),
  );
  await expect(running).rejects.toMatchObject({ code: 'job-taken-away' });
  expect(texts()).toEqual(['Reading the log of topapi …']);
});

test('a host that this worker does not know ends in the thread', async () => {
  const elsewhere = job({ data: { ...data, host: 'web-9', containerId: 'a1' } });
  expect(await answerLogs(elsewhere, deps())).toEqual({ outcome: 'not-answered' });
  expect(texts()).toEqual([expect.stringContaining('web-9 is not in the inventory')]);
});

test('a job that is given up ends its message', async () => {
  await answerLogs(job(), deps());
  const ts = workspace.messages('migration')[0]?.ts ?? '';
  await giveUpLogs(job({ progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps());
  expect(texts()[0]).toContain('Two workers ended while they read this log.');
  await giveUpLogs(job(), deps());
  expect(whispers).toHaveLength(1);
});
