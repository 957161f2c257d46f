import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import type { Message, Workspace } from '../../src/workspace/workspace.ts';
import { roots, textOf } from '../support/conversation.ts';
import { type ConversationChanges, useConversations } from '../support/conversations.ts';
import { dotnetLog } from '../support/log-report.ts';
import { storyReport } from '../support/reports.ts';

const conversations = useConversations();
const { jobsEnded } = conversations;

const topapi = { id: 'a1', name: 'topapi', image: 'topapi:2', state: 'running', status: 'Up' };

/** Each flow goes on until the test says so, or until it is stopped. */
async function begin(changes: ConversationChanges = {}) {
  const bell = new EventEmitter();
  const held = async (signal: AbortSignal) => {
    const goOn = once(bell, 'go on', { signal });
    bell.emit('started');
    await goOn;
  };
  const conversation = await conversations.begin(
    {
      async diagnose({ host, asked }, { onStage, signal }) {
        onStage('connecting');
        onStage('reading');
        await held(signal);
        return { report: storyReport(host.name, asked) };
      },
      lookUp: async () => ({
        kind: 'found',
        match: {
          host: { name: 'web-1', via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' },
          container: topapi,
        },
        others: [],
        notAsked: [],
      }),
      async readLogs({ host, query }, { onStage, signal }) {
        onStage('reading');
        await held(signal);
        return { ...dotnetLog, host: host.name, asked: query };
      },
      async planFix({ host }, { onStage, signal }) {
        onStage('connecting');
        onStage('reading');
        await held(signal);
        return { answer: { kind: 'nothing-to-fix', host: host.name, sentence: 'No bridge is in the way.' } };
      },
    },
    changes,
  );
  const ask = async (line: string) => {
    const started = once(bell, 'started');
    const [command = '', ...words] = line.split(' ');
    await conversation.workspace.slash({ command, text: words.join(' '), user: 'lin' });
    await started;
  };
  return { ...conversation, ask, goOn: () => bell.emit('go on') };
}

function shows(workspace: Workspace, words: string | RegExp): Promise<Message> {
  return workspace.waitFor((now) => {
    const [root] = roots(now, 'migration');
    const text = root === undefined ? '' : `${root.text} ${textOf(root).join(' ')}`;
    return (typeof words === 'string' ? text.includes(words) : words.test(text)) ? root : undefined;
  }, 12_000);
}

const statuses = ({ blocks }: Message) =>
  [...JSON.stringify(blocks).matchAll(/"status":"(\w+)"/g)].map(([, status]) => status);

test('a log ticks its stages in one message, and ends as its card', async () => {
  const { workspace, ask, goOn } = await begin();
  await ask('/logs topapi');
  const running = await shows(workspace, 'Reading the log of topapi on web-1: reading the log …');
  expect(statuses(running)).toEqual(['complete', 'in_progress', 'pending']);
  expect(textOf(running).join(' ')).toMatch(/asked by <@U0LIN> · worker \S+ Cancel/);
  goOn();
  const card = await workspace.waitFor((now) =>
    roots(now, 'migration').find(({ blocks }) => JSON.stringify(blocks).includes('logs_follow')),
  );
  expect(card.ts).toBe(running.ts);
  expect(JSON.stringify(card.blocks)).not.toContain('operation_cancel');
  await jobsEnded();
});

test('reading a log is cancelled, and can be asked for again', async () => {
  const { workspace, ask } = await begin();
  await ask('/logs topapi');
  const { ts } = await shows(workspace, 'reading the log …');
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel', user: 'lin' });
  const ended = await shows(workspace, 'reading of the log cancelled');
  expect(ended.ts).toBe(ts);
  expect(textOf(ended).join(' ')).toMatch(
    /topapi on web-1: reading of the log cancelled Cancelled by <@U0LIN> after \d.* Nothing was changed on web-1\./,
  );
  expect(JSON.stringify(ended.blocks)).toContain('logs_read_again');
  await jobsEnded();
});

test('planning ticks its stages and is cancelled before there is a plan', async () => {
  const { workspace, ask } = await begin();
  await ask('/fix-bridge web-1');
  const running = await shows(workspace, 'Planning a fix for web-1: reading the host …');
  expect(statuses(running)).toEqual(['complete', 'in_progress', 'pending']);
  await workspace.click({ messageTs: running.ts, actionId: 'operation_cancel', user: 'lin' });
  const ended = await shows(workspace, 'web-1: planning cancelled');
  expect(ended.ts).toBe(running.ts);
  expect(textOf(ended).join(' ')).toContain('Nothing was changed on web-1.');
  await jobsEnded();
});

test('a plan that waits is cancelled without a host', async () => {
  const { workspace, ask } = await begin({ worker: { concurrency: 1 } });
  await ask('/fix-bridge web-1');
  await workspace.slash({ command: '/fix-bridge', text: 'web-2', user: 'lin' });
  const waiting = await workspace.waitFor((now) =>
    roots(now, 'migration').find(({ text }) => text === 'Planning a fix for web-2: queued, next in line …'),
  );
  await workspace.click({ messageTs: waiting.ts, actionId: 'operation_cancel', user: 'lin' });
  const ended = await workspace.waitFor((now) =>
    roots(now, 'migration').find(({ text }) =>
      /web-2: planning cancelled.*while it waited in line\. No host was contacted\./.test(text),
    ),
  );
  expect(ended.ts).toBe(waiting.ts);
  const first = roots(workspace, 'migration').find(({ text }) => text.includes('web-1'));
  await workspace.click({ messageTs: first?.ts ?? '', actionId: 'operation_cancel', user: 'lin' });
  await jobsEnded();
});

test('a Slack that refuses plans shows the same in lines, and is not sent a plan again', async () => {
  const { workspace, ask, goOn } = await begin();
  workspace.faults.refuseBlock({ type: 'plan' });
  await ask('/diagnose web-1');
  const running = await shows(workspace, '✅ connected   ⏳ reading the host …');
  expect(running.text).toBe('Diagnosing web-1: reading the host …');
  expect(textOf(running).join(' ')).toMatch(/Diagnosing web-1 .*asked by <@U0LIN> · worker \S+ Cancel/);
  goOn();
  await workspace.waitFor((now) => now.thread('migration', running.ts).length > 1);
  await jobsEnded();
  const refused = workspace.journal.calls.filter(({ answer }) => answer['error'] === 'invalid_blocks');
  expect(refused).toHaveLength(1);
  expect(roots(workspace, 'migration')).toHaveLength(1);
});

test('in Chinese', async () => {
  const { workspace, ask } = await begin({ language: { default: 'en', channels: { C0MIGRATION: 'zh-CN' } } });
  await ask('/logs topapi');
  const { ts } = await shows(workspace, '正在读取日志 …');
  await workspace.click({ messageTs: ts, actionId: 'operation_cancel', user: 'lin' });
  expect((await shows(workspace, /日志读取已取消.*由 <@U0LIN> 在 .*后取消。/)).ts).toBe(ts);
  await jobsEnded();
});
