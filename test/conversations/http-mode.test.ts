import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bot, startBot } from '../../commands/index.ts';
import { Secret } from '../../src/config/secret.ts';
import type { Question } from '../../src/queue/queue.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { configIn, quiet } from '../support/conversation.ts';
import { onlyFlows } from '../support/only-flows.ts';
import { unusedQueue } from '../support/unused-queue.ts';
import { startWorker } from '../../workers/index.ts';

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
let workspace: Workspace;
let bot: Bot;
let port: number;
let questions: Question<unknown>[] = [];

/** Nothing here is about the queue, so it only writes down what it is asked. */
const queue = unusedQueue({
  async ask(_kind, question) {
    questions.push(question);
    return { kind: 'queued', jobId: question.jobId };
  },
  first: async (_kind, { job }) => job,
});

beforeEach(async () => {
  questions = [];
  workspace = await startWorkspace();
  port = await freePort();
  const config = configIn(workspace);
  bot = await startBot(
    {
      ...config,
      slack: { ...config.slack, mode: 'http', port, signingSecret: new Secret(signingSecret) },
    },
    { logger: quiet, queue },
  );
});
afterEach(async () => {
  await bot.stop();
  await workspace.stop();
});

/** As Slack sends it: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function send(secret: string, at = Math.floor(Date.now() / 1000)) {
  const body = new URLSearchParams({
    team_id: 'T0FERRYMAN',
    channel_id: 'C0MIGRATION',
    user_id: 'U0LIN',
    command: '/diagnose',
    text: 'web-1 30003',
    response_url: `${workspace.url}/commands/nowhere`,
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
  }).toString();
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}

test('a command that Slack signed is acknowledged and asked', async () => {
  expect(await bot.readiness()).toEqual([]);
  expect((await send(signingSecret)).status).toBe(200);
  await expect
    .poll(() => questions, { timeout: 5_000 })
    .toMatchObject([{ job: { host: 'web-1', asked: { port: 30003 } } }]);
});

test('one that somebody else signed, or an old one, is refused', async () => {
  expect((await send('another secret')).status).toBe(401);
  expect((await send(signingSecret, Math.floor(Date.now() / 1000) - 600)).status).toBe(401);
  expect(questions).toEqual([]);
});

// A pod that is not ready gets no commands either, and is made no readier by that.
test('messages that Slack does not take turn no command away', async () => {
  const now = Date.now();
  await queue.outbox.write({
    id: 'm1',
    lane: 'C1/1.1',
    order: 1,
    text: '{}',
    heldUntil: now + 3_600_000,
    waitsSince: now - 360_000,
  });
  const inSocketMode = configIn(workspace);
  const slack = { ...inSocketMode.slack, mode: 'http' as const };
  const withWorkers = {
    ...queue,
    work: async () => ({ running: true, drain: async () => 'drained' as const }),
  };
  const deps = { logger: quiet, flows: onlyFlows({}), queue: withWorkers };
  const others = [
    await startBot(inSocketMode, { logger: quiet, queue }),
    await startWorker(inSocketMode, deps),
    // Beside the bot in one process.
    await startWorker({ ...inSocketMode, slack }, deps),
  ];
  const reasons = await Promise.all([bot, ...others].map((one) => one.readiness()));
  for (const one of others.toReversed()) await one.stop();
  const waits = expect.stringMatching(/^Slack takes no messages: 1 wait, the oldest for 36\d s$/);
  expect(reasons).toEqual([[], [waits], [waits], []]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
