import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import type { LogsRequest } from '../src/flows/logs/read-logs.ts';
import type { FollowJob } from '../src/queue/follow-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { everyJob, firstStart, useWorkerDesk, web1 } from '../test/support/worker-desk.ts';
import { answerFollow, type FollowDeps, giveUpFollow } from './follow.ts';

const desk = useWorkerDesk();
let root: string;

beforeEach(() => {
  root = desk.workspace.say({ text: 'the card' }).ts;
});

function job(changes: Partial<ActiveJob<FollowJob>> = {}, forMs = 400): ActiveJob<FollowJob> {
  const where = { ...everyJob.where, threadTs: root };
  const requestedAt = new Date().toISOString();
  const own = { host: 'web-1', container: 'topapi', containerId: 'a1', query: {}, forMs };
  return firstStart({ ...everyJob, requestedAt, where, ...own }, changes);
}

function deps(followLog: FollowDeps['followLog'], changes: Partial<FollowDeps> = {}): FollowDeps {
  return {
    ...desk.threadDeps(),
    inventory: { hosts: [web1], refused: [] },
    followLog,
    stopping: new AbortController().signal,
    crowd: new Set<string>(),
    gapMs: 10,
    lookAgainMs: 50,
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
  return desk.workspace
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

// oxlint-disable-next-line require-yield -- nothing is what it says
const recording: FollowDeps['followLog'] = async function* recordedLog() {
  return await Promise.resolve({ kind: 'recording' });
};

test('a recording has no new lines, which is said at once', async () => {
  expect(await answerFollow(job({}, 60_000), deps(recording))).toEqual({ outcome: 'followed', lines: 0 });
  expect(replies()).toEqual([
    expect.stringMatching(/⏹ Ended after .*: 0 new lines\. A recording ends where it was made/),
  ]);
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
  const edits = desk.workspace.journal.calls.filter(({ method }) => method === 'chat.update').length;
  // Alone each could have edited fourteen times; the last edit of each counts as well.
  expect(edits).toBeGreaterThan(6);
  expect(edits).toBeLessThanOrEqual(20);
  expect(crowd.size).toBe(0);
});

test('whoever has seen enough stops it, and is named', async () => {
  let stopped: FollowJob['stopped'];
  const first = job({}, 60_000);
  const watched = job({ latest: async () => ({ ...first.data, ...(stopped && { stopped }) }) }, 60_000);
  const running = answerFollow(watched, deps(short, { askMs: 10, lookAgainMs: 30_000 }));
  await desk.workspace.waitFor(() => replies().some((text) => text.includes('1 new line so far')));
  stopped = { byUserId: 'U0ANNA', at: '2026-11-22T10:32:05.000Z' };
  expect(await running).toEqual({ outcome: 'followed', lines: 1 });
  expect(replies()).toEqual([expect.stringMatching(/⏹ Stopped after \d+(\.\d)? m?s: 1 new line\.$/)]);
  const [, message] = desk.workspace.thread('migration', root);
  expect(JSON.stringify(message?.blocks)).toContain(
    'stopped by <@U0ANNA> at <!date^1795343525^{time_secs}|10:32:05 UTC>',
  );
});

test('a queue that does not say whether somebody has seen enough ends no message', async () => {
  const silent = job({ latest: () => Promise.reject(new Error('the store is frozen')) });
  await answerFollow(silent, deps(deaf, { askMs: 10 }));
  expect(replies()).toEqual([expect.stringContaining('⏹ Ended after')]);
});

test('a worker that takes over goes on in the same message, with what came since the first began', async () => {
  const first = new AbortController();
  const running = answerFollow(job({ signal: first.signal }, 60_000), deps(deaf));
  await desk.workspace.waitFor((now) => now.thread('migration', root).length === 2);
  first.abort(new Error('another worker has this job now'));
  await expect(running).rejects.toMatchObject({ code: 'job-taken-away' });
  const { data } = job({}, 60_000);
  const requestedAt = new Date(Date.now() - 59_800).toISOString();
  const asked: LogsRequest[] = [];
  const keen: FollowDeps['followLog'] = async function* keenLog(request, run) {
    asked.push(request);
    yield [{ at: new Date().toISOString(), stream: 'stdout', text: 'said meanwhile' }];
    return yield* deaf(request, run);
  };
  const taken = { ...job(), start: 2, data: { ...data, requestedAt } };
  await answerFollow(taken, deps(keen, { catchUpMs: 600 }));
  expect(asked.map(({ query }) => query)).toEqual([{ since: requestedAt }]);
  expect(replies()).toEqual([expect.stringMatching(/⏹ Ended after 1 min: 1 new line/)]);
});

test('a job that is given up ends its message', async () => {
  await answerFollow(job(), deps(short));
  const ts = desk.workspace.thread('migration', root)[1]?.ts ?? '';
  await giveUpFollow(job({ progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps(short));
  expect(replies()).toEqual([expect.stringContaining('Two workers ended while they followed this log.')]);
});
