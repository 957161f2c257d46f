import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotifier } from '../src/notify/notifier.ts';
import type { FollowJob } from '../src/queue/follow-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { startWorkspace, type Workspace } from '../src/workspace/workspace.ts';
import { answerFollow, type FollowDeps, giveUpFollow } from './follow.ts';

let workspace: Workspace;
let root: string;
const logger = pino({ level: 'silent' });
const host = {
  name: 'web-1',
  via: { kind: 'local' },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:2',
} as const;

beforeEach(async () => {
  workspace = await startWorkspace();
  root = workspace.say({ text: 'the card' }).ts;
});
afterEach(() => workspace.stop());

function job(changes: Partial<ActiveJob<FollowJob>> = {}, forMs = 400): ActiveJob<FollowJob> {
  return {
    id: 'job-1',
    data: {
      host: 'web-1',
      container: 'topapi',
      containerId: 'a1',
      query: {},
      forMs,
      requestedBy: { teamId: 'T0FERRYMAN', userId: 'U0LIN' },
      where: { channelId: 'C0MIGRATION', threadTs: root },
      requestedAt: new Date().toISOString(),
      traceId: 'trace-1',
    },
    start: 1,
    last: false,
    progress: {},
    saveProgress: async () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

function deps(followLog: FollowDeps['followLog'], changes: Partial<FollowDeps> = {}): FollowDeps {
  return {
    inventory: { hosts: [host], refused: [] },
    followLog,
    stopping: new AbortController().signal,
    crowd: new Set<string>(),
    gapMs: 10,
    lookAgainMs: 50,
    notifier: createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger }),
    tellAsker: async () => undefined,
    logger,
    clock: Date.now,
    ...changes,
  };
}

/** Hears no signal, and never says anything. */
// oxlint-disable-next-line require-yield -- nothing is what it says
const deaf: FollowDeps['followLog'] = async function* deafLog() {
  await new Promise(() => undefined);
  return { kind: 'over' };
};

/** Two lines, then the end of the container. */
const short: FollowDeps['followLog'] = async function* shortLog({ query }) {
  if (query.since === undefined)
    yield [{ at: '2026-11-22T10:00:00.000000001Z', stream: 'stdout', text: 'bye' }];
  return await Promise.resolve({ kind: 'ended' });
};

function replies(): string[] {
  return workspace
    .thread('migration', root)
    .slice(1)
    .map(({ text }) => text);
}

test('ends in time even where the log does not hear of it', async () => {
  expect(await answerFollow(job(), deps(deaf))).toEqual({ outcome: 'followed', lines: 0 });
  expect(replies()).toEqual([expect.stringMatching(/⏹ Ended after \d\.\d s: 0 new lines\./)]);
});

test('a container that ends and does not come back is said so', async () => {
  expect(await answerFollow(job(), deps(short))).toEqual({ outcome: 'followed', lines: 1 });
  expect(replies()).toEqual([expect.stringContaining('1 new line. The container is not running any more.')]);
});

/** A line every few milliseconds. */
const chatty: FollowDeps['followLog'] = async function* chattyLog() {
  for (let n = 0; ; n += 1) {
    await sleep(5);
    yield [{ stream: 'stdout', text: `line ${n}` }];
  }
};

test('a log that hands out its last lines when the time is over is closed all the same', async () => {
  let closed = false;
  const late: FollowDeps['followLog'] = async function* lateLog(_, { signal }) {
    try {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield [{ stream: 'stdout', text: 'held back until now' }];
      return { kind: 'over' };
    } finally {
      closed = true;
    }
  };
  await answerFollow(job(), deps(late));
  expect(closed).toBe(true);
});

test('logs that are followed at the same time share the edits that Slack takes', async () => {
  const crowd = new Set<string>();
  const shared = deps(chatty, { crowd, gapMs: 100 });
  const jobs = ['a', 'b', 'c'].map((id) => answerFollow(job({ id }, 1_500), shared));
  await Promise.all(jobs);
  const edits = workspace.journal.calls.filter(({ method }) => method === 'chat.update').length;
  // Alone each could have edited fourteen times; the last edit of each counts as well.
  expect(edits).toBeGreaterThan(6);
  expect(edits).toBeLessThanOrEqual(20);
  expect(crowd.size).toBe(0);
});

test('a worker that takes over goes on in the same message for what is left of the time', async () => {
  const first = new AbortController();
  const running = answerFollow(job({ signal: first.signal }, 60_000), deps(deaf));
  await workspace.waitFor((now) => now.thread('migration', root).length === 2);
  first.abort(new Error('another worker has this job now'));
  await expect(running).rejects.toMatchObject({ code: 'job-taken-away' });
  const { data } = job({}, 60_000);
  const requestedAt = new Date(Date.now() - 59_800).toISOString();
  await answerFollow(job({ start: 2, data: { ...data, requestedAt } }), deps(deaf));
  expect(replies()).toEqual([expect.stringContaining('⏹ Ended after 0.')]);
});

test('a job that is given up ends its message', async () => {
  await answerFollow(job(), deps(short));
  const ts = workspace.thread('migration', root)[1]?.ts ?? '';
  await giveUpFollow(job({ progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps(short));
  expect(replies()).toEqual([expect.stringContaining('Two workers ended while they followed this log.')]);
});
