import { EventEmitter, once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { startBot, type Bot } from '../../commands/index.ts';
import type { Message, Workspace } from '../../src/workspace/workspace.ts';
import type { Diagnose } from '../../workers/diagnose.ts';
import { configIn, quiet, roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;
let others: Bot[] = [];
afterEach(async () => {
  await Promise.all(others.map((bot) => bot.stop()));
  others = [];
});

/** A worker that does one diagnosis at a time, each until the test says that it may end. */
async function begin(changes: ConversationChanges = {}) {
  const bell = new EventEmitter();
  const hosts: string[] = [];
  const flow: Diagnose = async ({ host, asked }, { onStage, signal }) => {
    const goOn = once(bell, 'go on', { signal });
    onStage('connecting');
    hosts.push(host.name);
    bell.emit('started');
    await goOn;
    return { report: storyReport(host.name, asked) };
  };
  const conversation = await conversations.begin(
    { diagnose: flow },
    { worker: { concurrency: 1 }, ...changes },
  );
  const { workspace } = conversation;
  return {
    ...conversation,
    /** The hosts whose diagnosis was begun. */
    hosts,
    ask: (text: string, user = 'lin') => workspace.slash({ command: '/diagnose', text, user }),
    /** Whatever runs ends; when the next one is begun. */
    next: async () => {
      const started = once(bell, 'started');
      bell.emit('go on');
      await started;
    },
    drain: async () => {
      const ended = jobsEnded();
      const ringing = setInterval(() => bell.emit('go on'), 50);
      await ended.finally(() => clearInterval(ringing));
    },
  };
}

function rootOf(workspace: Workspace, host: string): Message | undefined {
  return roots(workspace, 'migration').find((root) => root.text.includes(host));
}

/** The message about this host, as soon as its text for notifications is this. */
function shows(workspace: Workspace, host: string, said: string | RegExp, timeoutMs = 12_000) {
  return workspace.waitFor((now) => {
    const root = rootOf(now, host);
    const fits = typeof said === 'string' ? root?.text.includes(said) : said.test(root?.text ?? '');
    return fits === true ? root : undefined;
  }, timeoutMs);
}

const tasksOf = ({ blocks }: Message) =>
  JSON.stringify(blocks)
    .match(/"status":"\w+"/g)
    ?.map((status) => status.slice(10, -1));

test('one message from the line to the card: its place moves up, then the worker has it', async () => {
  const { workspace, ask, next, drain } = await begin();
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  await ask('web-2');
  await ask('hz-shop');
  const second = await shows(workspace, 'web-2', 'Diagnosing web-2: queued, next in line …');
  const third = await shows(workspace, 'hz-shop', 'Diagnosing hz-shop: queued, number 2 in line …');
  expect(tasksOf(third)).toEqual(['pending', 'pending', 'pending', 'pending']);
  expect(textOf(third).join(' ')).toContain('⏳ queued, number 2 in line · asked by <@U0LIN>');
  await next();
  expect((await shows(workspace, 'web-2', 'connecting')).ts).toBe(second.ts);
  expect((await shows(workspace, 'hz-shop', 'queued, next in line')).ts).toBe(third.ts);
  await next();
  const taken = await shows(workspace, 'hz-shop', 'connecting');
  expect(taken.ts).toBe(third.ts);
  expect(textOf(taken).join(' ')).toMatch(/worker \S+ · waited [\d.]+ s in line/);
  await drain();
  expect((await shows(workspace, 'hz-shop', "Docker's bridge")).ts).toBe(third.ts);
  expect(roots(workspace, 'migration')).toHaveLength(3);
  // Who asked hears at once that it is queued; where it stands is told by the message alone.
  expect(workspace.ephemerals('lin').map(({ text }) => text)).toEqual(
    ['web-1', 'web-2', 'hz-shop'].map((host) => `Queued: ${host}. Ferryman replies here.`),
  );
});

test('what begins at once is never shown as queued', async () => {
  const { workspace, ask, drain } = await begin();
  const seen = new Set<string>();
  const stop = workspace.subscribe(() => {
    for (const { text } of roots(workspace, 'migration')) seen.add(text);
  });
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  await new Promise((resolve) => {
    setTimeout(resolve, 2_500);
  });
  await drain();
  stop();
  expect([...seen].filter((text) => text.includes('queued'))).toEqual([]);
});

test('what waits is cancelled at once, the host is never touched, and the message says who it was', async () => {
  const { workspace, ask, drain, hosts } = await begin({
    access: {
      teams: ['T0FERRYMAN'],
      rules: {
        diagnose: { everyone: true, users: [], groups: [], channels: [] },
        approve: { everyone: false, users: ['U0ANNA'], groups: [], channels: [] },
      },
    },
  });
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  await ask('web-2');
  const { ts } = await shows(workspace, 'web-2', 'queued, next in line');
  await ask('hz-shop');
  await shows(workspace, 'hz-shop', 'queued, number 2 in line');
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel', user: 'chen' });
  await workspace.waitFor((now) => now.ephemerals('chen').some(({ text }) => text.includes('取消')));
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel', user: 'anna' });
  const cancelled = await shows(workspace, 'web-2', 'diagnosis cancelled');
  expect(cancelled.ts).toBe(ts);
  const text = textOf(cancelled).join(' ');
  expect(text).toMatch(
    /Cancelled by <@U0ANNA> after \d.*, while it waited in line\. No host was contacted\./,
  );
  // Nobody stands behind it any more, and the same question is a new one.
  await shows(workspace, 'hz-shop', 'queued, next in line');
  await ask('web-2');
  await workspace.waitFor(
    (now) => now.ephemerals('lin').filter(({ text: told }) => told.includes('web-2')).length > 1,
  );
  await drain();
  expect(hosts).toEqual(['web-1', 'hz-shop', 'web-2']);
  expect(textOf(roots(workspace, 'migration').find((root) => root.ts === ts) ?? { text: '' }).join(' ')).toBe(
    text,
  );
  expect(roots(workspace, 'migration')).toHaveLength(4);
});

test('a cancelled job that a worker takes while the bot is gone says the same', async () => {
  const { workspace, ask, drain, hosts, bot } = await begin();
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  await ask('web-2');
  await shows(workspace, 'web-2', 'queued, next in line');
  // The click is noted, and the bot ends before it has written anything.
  await bot.stop();
  const { queue } = conversations;
  const { diagnoseJobs } = await import('../../src/queue/diagnose-job.ts');
  const [jobId = ''] = await queue.line(diagnoseJobs, undefined);
  const stopped = { byUserId: 'U0LIN', at: new Date().toISOString() };
  await queue.amend(diagnoseJobs, { jobId, site: undefined }, { stopped });
  await drain();
  await shows(workspace, 'web-2', 'while it waited in line. No host was contacted.');
  expect(hosts).toEqual(['web-1']);
  expect(roots(workspace, 'migration')).toHaveLength(2);
});

test('the next bot goes on in the message of one that ended', async () => {
  const { workspace, ask, next, drain, bot } = await begin();
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  await ask('web-2');
  await ask('hz-shop');
  const { ts } = await shows(workspace, 'hz-shop', 'queued, number 2 in line');
  await bot.stop();
  others = [await startBot(configIn(workspace), { logger: quiet, queue: conversations.queue })];
  await next();
  expect((await shows(workspace, 'hz-shop', 'queued, next in line')).ts).toBe(ts);
  await drain();
  expect(roots(workspace, 'migration')).toHaveLength(3);
});

test('a place in line whose reply Slack loses is still one message', async () => {
  const { workspace, ask, drain } = await begin();
  await ask('web-1');
  await shows(workspace, 'web-1', 'connecting');
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  await ask('web-2');
  const { ts } = await shows(workspace, 'web-2', 'queued, next in line');
  // At its next look the bot finds the message, and goes on in it.
  await workspace.waitFor(
    ({ journal }) => journal.calls.some(({ method, args }) => method === 'chat.update' && args['ts'] === ts),
    5_000,
  );
  expect(roots(workspace, 'migration')).toHaveLength(2);
  await drain();
  await shows(workspace, 'web-2', "Docker's bridge", 25_000);
  expect(roots(workspace, 'migration')).toHaveLength(2);
}, 60_000);

test('in Chinese', async () => {
  const { workspace, ask, drain } = await begin({
    language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } },
  });
  await ask('web-1');
  await shows(workspace, 'web-1', '正在连接');
  await ask('web-2');
  await ask('hz-shop');
  const { ts } = await shows(workspace, 'hz-shop', '排队中，第 2 位');
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel' });
  const text = textOf(await shows(workspace, 'hz-shop', '诊断已取消')).join(' ');
  expect(text).toMatch(/由 <@U0LIN> 在 .*后取消，当时还在排队。 ?没有连接任何主机。/);
  await drain();
});

// The last one: its job waits for ever.
test('a job for which there is no worker says so, until when it counts, and that it can be cancelled', async () => {
  const far = {
    name: 'far',
    via: { kind: 'local' as const },
    tags: [],
    needs: [],
    source: 'ferryman.yaml:3',
  };
  const { workspace, worker } = await begin({ hosts: [{ ...far, site: 'hangzhou' }] });
  await worker.stop();
  await workspace.slash({ command: '/diagnose', text: 'far', user: 'lin' });
  const root = await shows(workspace, 'far', 'queued: no worker serves hangzhou right now');
  expect(root.text).toMatch(/it is done if one comes before <!date\^\d+\^/);
  await workspace.click({ messageTs: root.ts, actionId: 'operation_cancel' });
  await shows(workspace, 'far', 'No host was contacted.');
});
