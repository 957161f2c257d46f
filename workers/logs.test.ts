import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { FerrymanError } from '../src/errors.ts';
import type { LogsJob } from '../src/queue/logs-job.ts';
import type { ActiveJob } from '../src/queue/queue.ts';
import { dotnetLog } from '../test/support/log-report.ts';
import { everyJob, firstStart, useWorkerDesk, web1 } from '../test/support/worker-desk.ts';
import { answerLogs, giveUpLogs, type LogsDeps } from './logs.ts';

const desk = useWorkerDesk();
const { texts } = desk;
const data: LogsJob = { ...everyJob, container: 'topapi', query: {}, question: 'topapi' };
const container = { id: 'a1', name: 'topapi', image: 'topapi:2', state: 'running', status: 'Up' };

function job(changes: Partial<ActiveJob<LogsJob>> = {}): ActiveJob<LogsJob> {
  return firstStart(data, changes);
}

function deps(changes: Partial<LogsDeps> = {}): LogsDeps {
  return {
    ...desk.threadDeps(),
    inventory: { hosts: [web1], refused: [] },
    lookUp: async () => ({ kind: 'found', match: { host: web1, container }, others: [], notAsked: [] }),
    readLogs: async ({ query }) => ({ ...dotnetLog, host: 'web-1', asked: query }),
    queue: {
      ask: () => Promise.reject(new Error('nobody asks')),
      call: () => Promise.reject(new Error('nobody calls')),
      amend: async () => 'ended',
      hasWorker: async () => true,
    },
    otherSites: [],
    serves: () => true,
    token: 'xoxb-test',
    deadlineMs: 10_000,
    ...changes,
  };
}

test('a job that is done again leaves one card, one file and one set of evidence', async () => {
  await answerLogs(job(), deps());
  const once = texts();
  expect(once).toHaveLength(3);
  await answerLogs(job({ start: 2 }), deps());
  expect(texts()).toEqual(once);
});

test('an answer into a thread has its file and its evidence in that thread', async () => {
  const root = desk.workspace.say({ text: 'the card' }).ts;
  const inThread = job({ data: { ...data, where: { channelId: 'C0MIGRATION', threadTs: root } } });
  await answerLogs(inThread, deps());
  expect(desk.workspace.thread('migration', root)).toHaveLength(4);
  const threads = desk.workspace.journal.calls
    .filter(({ method }) => method === 'chat.postMessage' || method === 'files.completeUploadExternal')
    .map(({ args }) => args['thread_ts']);
  expect(threads).toEqual([root, root, root]);
});

test('a start that knows its message goes on in it without looking for it', async () => {
  await answerLogs(job(), deps());
  const ts = desk.workspace.messages('migration')[0]?.ts ?? '';
  const looked = () =>
    desk.workspace.journal.calls.filter(({ method }) => method === 'conversations.history').length;
  await answerLogs(job({ start: 2, progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps());
  expect(looked()).toBe(0);
  expect(texts()).toHaveLength(3);
});

/** For a worker that serves none of the hosts. */
function asking(ask: LogsDeps['queue']['ask']): LogsDeps {
  const { queue } = deps();
  return deps({ serves: () => false, queue: { ...queue, ask } });
}

describe('a container that another site has', () => {
  test('is asked for there, and the message says no more from here', async () => {
    const handed: unknown[] = [];
    const result = await answerLogs(
      job(),
      asking(async (_, question) => {
        handed.push(question);
        return { kind: 'queued', jobId: question.jobId };
      }),
    );
    const [root] = desk.workspace.messages('migration');
    expect(result).toEqual({ outcome: 'handed-over' });
    expect(handed).toMatchObject([
      { jobId: 'job-1', job: { host: 'web-1', containerId: 'a1', begun: { thread: { ts: root?.ts } } } },
    ]);
    expect(texts()).toEqual(['Reading the log of topapi: reading the log …']);
  });

  test('and that is being read already is linked', async () => {
    const permalink = 'https://team.slack.com/archives/C1/p1700000000000100';
    await answerLogs(
      job(),
      asking(async () => ({ kind: 'joined', jobId: 'job-0', progress: { permalink } })),
    );
    expect(texts()).toEqual([
      `The log of topapi on web-1 is being read right now. Follow it in its thread: ${permalink}`,
    ]);
  });

  test('and whose queue does not answer ends in the thread', async () => {
    const failed = asking(() =>
      Promise.reject(new FerrymanError('queue-unreachable', 'The queue does not answer.', 'Try again.')),
    );
    expect(await answerLogs(job(), failed)).toEqual({ outcome: 'not-answered' });
    expect(texts()).toEqual([expect.stringContaining('The queue does not answer. Try again.')]);
  });
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
  expect(texts()).toEqual(['Reading the log of topapi: waiting for a worker …']);
});

test('a host that this worker does not know ends in the thread', async () => {
  const elsewhere = job({ data: { ...data, host: 'web-9', containerId: 'a1' } });
  expect(await answerLogs(elsewhere, deps())).toEqual({ outcome: 'not-answered' });
  expect(texts()).toEqual([expect.stringContaining('web-9 is not in the inventory')]);
});

const misread = () => Promise.reject(new FerrymanError('bad-pattern', 'It has no ).', 'Write \\(.'));

test('a pattern that is none is the mistake of who asked, and no button asks it again', async () => {
  const said: unknown[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => said.push(JSON.parse(line)) });
  expect(await answerLogs(job(), deps({ readLogs: misread, logger: log }))).toEqual({
    outcome: 'not-answered',
  });
  expect(texts()).toEqual(['⚠️ The log of topapi was not read. It has no ). Write \\(.']);
  expect(JSON.stringify(desk.workspace.messages('migration'))).not.toContain('logs_read_again');
  expect(JSON.stringify(said)).not.toContain('stack');
});

test('a job that is given up ends its message', async () => {
  await answerLogs(job(), deps());
  const ts = desk.workspace.messages('migration')[0]?.ts ?? '';
  await giveUpLogs(job({ progress: { thread: { channelId: 'C0MIGRATION', ts } } }), deps());
  expect(texts()[0]).toContain('Two workers ended while they read this log.');
  await giveUpLogs(job(), deps());
  expect(desk.whispers).toHaveLength(1);
});
