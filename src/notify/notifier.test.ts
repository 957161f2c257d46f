import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SlackMessage, TextFile } from '../render/slack/message.ts';
import { startWorkspace, type Workspace } from '../workspace/workspace.ts';
import { renderEvidence } from '../render/slack/evidence.ts';
import { longReport } from '../../test/support/operations.ts';
import { startProxy } from '../../test/support/proxy.ts';
import { wayOut } from './way-out.ts';
import { createNotifier, type Notifier, type Place } from './notifier.ts';

let workspace: Workspace;
let notifier: Notifier;
const logger = pino({ level: 'silent' });
const channelId = 'C0MIGRATION';
const mark = { job: 'job-1', part: 'root' };

function place(changes: Partial<Place> = {}): Place {
  return { channelId, since: new Date().toISOString(), again: false, ...changes };
}

function message(text: string): SlackMessage {
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
}

function texts(channel = 'migration'): string[] {
  return workspace.messages(channel).map(({ text }) => text);
}

beforeEach(async () => {
  workspace = await startWorkspace();
  notifier = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger });
});
afterEach(() => workspace.stop());

test('a post whose reply is lost is not said twice', async () => {
  workspace.faults.dropReply({ method: 'chat.postMessage' });
  const ts = await notifier.post(place(), mark, message('looking'));
  expect(workspace.messages('migration')).toMatchObject([{ ts, text: 'looking' }]);
});

test('a post that never arrived is made again', async () => {
  workspace.faults.error503({ method: 'chat.postMessage' });
  await notifier.post(place(), mark, message('looking'));
  expect(texts()).toEqual(['looking']);
});

test('a job that starts again edits the message of its first start', async () => {
  const ts = await notifier.post(place(), mark, message('looking'));
  await notifier.post(place(), { job: 'job-2', part: 'root' }, message('another job'));
  expect(await notifier.post(place({ again: true }), mark, message('looking again'))).toBe(ts);
  expect(texts()).toEqual(['looking again', 'another job']);
});

test('the parts of an answer in the thread are told apart', async () => {
  const ts = await notifier.post(place(), mark, message('root'));
  const inThread = place({ threadTs: ts, again: true });
  await notifier.post(inThread, { job: 'job-1', part: 'evidence-1' }, message('first'));
  await notifier.post(inThread, { job: 'job-1', part: 'evidence-2' }, message('second'));
  await notifier.post(inThread, { job: 'job-1', part: 'evidence-1' }, message('first, again'));
  expect(workspace.thread('migration', ts).map(({ text }) => text)).toEqual([
    'root',
    'first, again',
    'second',
  ]);
});

test('a rate limit is waited out as long as Slack says, for posts and for edits', async () => {
  workspace.faults.rateLimit({ method: 'chat.postMessage', retryAfterSeconds: 1 });
  workspace.faults.rateLimit({ method: 'chat.update', retryAfterSeconds: 1 });
  const ts = await notifier.post(place(), mark, message('looking'));
  await notifier.edit({ channelId, ts }, message('done'));
  expect(texts()).toEqual(['done']);
  expect(workspace.journal.calls.map(({ method }) => method)).toEqual([
    'chat.postMessage',
    'chat.postMessage',
    'chat.update',
    'chat.update',
  ]);
  const [refused, posted] = workspace.journal.calls.map(({ at }) => at);
  expect((posted ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test('blocks that Slack refuses are sent as text', async () => {
  const broken: SlackMessage = {
    text: 'the answer',
    blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
  };
  const ts = await notifier.post(place(), mark, broken);
  await notifier.edit({ channelId, ts }, { ...broken, text: 'the last answer' });
  expect(texts()).toEqual([`the last answer\n${'x'.repeat(151)}`]);
});

test('evidence that is too long for Slack in blocks comes as text, with all its lines', async () => {
  const parts = renderEvidence(longReport('web-1', { port: 30003 }));
  const blocks = parts.slice(0, 2).flatMap((part) => part.blocks);
  await notifier.post(place(), mark, { text: 'Evidence', blocks });
  expect(workspace.journal.calls.map(({ answer }) => answer['error'])).toEqual([
    'msg_blocks_too_long',
    undefined,
  ]);
  for (const line of ['0.0', '0.29', '1.29']) expect(texts()[0]).toContain(`\n${line}: from all lookup`);
});

test('a channel that the bot is not in is named as that, with the way in', async () => {
  await expect(notifier.post(place({ channelId: 'C0RANDOM' }), mark, message('x'))).rejects.toMatchObject({
    code: 'slack-no-entry',
    next: 'Type /invite @ferryman in that channel and ask again.',
  });
});

test('nothing in a text becomes a mention or a preview', async () => {
  await notifier.post(place(), mark, message('@lin see https://example.com'));
  expect(workspace.journal.calls[0]?.args).toMatchObject({
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
  });
});

test('a message has a link', async () => {
  const ts = await notifier.post(place(), mark, message('root'));
  expect(await notifier.permalink({ channelId, ts })).toContain(ts.replace('.', ''));
});

test('a table that this Slack does not know is sent in plainer blocks', async () => {
  const plainer: SlackMessage['blocks'] = [
    { type: 'section', text: { type: 'plain_text', text: 'columns' } },
  ];
  const young: SlackMessage = { ...message('x'.repeat(3_001)), text: 'the answer', plainer };
  const ts = await notifier.post(place(), mark, young);
  await notifier.edit({ channelId, ts }, young);
  expect(workspace.messages('migration')).toMatchObject([{ text: 'the answer', blocks: plainer }]);
});

test('a type of block that Slack has refused is not sent again, and others are', async () => {
  workspace.faults.refuseBlock({ type: 'plan' });
  const task = { type: 'task_card', task_id: 'a', title: 'reading', status: 'pending' } as const;
  const plan: SlackMessage['blocks'] = [{ type: 'plan', title: 'looking', tasks: [task] }];
  const plainer: SlackMessage['blocks'] = [
    { type: 'section', text: { type: 'plain_text', text: 'looking' } },
  ];
  const young: SlackMessage = { text: 'looking', blocks: plan, plainer };
  const ts = await notifier.post(place(), mark, young);
  await notifier.edit({ channelId, ts }, young);
  await notifier.edit({ channelId, ts }, { ...young, text: 'still looking' });
  const written = workspace.journal.calls.map(({ method, answer }) => [method, answer['error']]);
  expect(written).toEqual([
    ['chat.postMessage', 'invalid_blocks'],
    ['chat.postMessage', undefined],
    ['chat.update', undefined],
    ['chat.update', undefined],
  ]);
  expect(workspace.messages('migration')).toMatchObject([{ text: 'still looking', blocks: plainer }]);
  // What another message has wrong is its own fault alone.
  await notifier.edit({ channelId, ts }, { ...message('x'.repeat(3_001)), plainer });
  await notifier.edit({ channelId, ts }, message('the card'));
  expect(workspace.messages('migration')).toMatchObject([{ blocks: message('the card').blocks }]);
});

test('a stage that arrives after the card does not stay', async () => {
  const ts = await notifier.post(place(), mark, message('looking'));
  workspace.faults.dropReply({ method: 'chat.update' });
  expect(await notifier.edit({ channelId, ts }, { ...message('reading'), passing: true })).toBe('left out');
  await notifier.edit({ channelId, ts }, message('the card'));
  // Slack carries out the stage only now.
  const late = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl }, { logger });
  await late.edit({ channelId, ts }, message('reading'));
  expect(texts()).toEqual(['reading']);
  await expect.poll(texts, { timeout: 5_000 }).toEqual(['the card']);
});

const log: TextFile = { name: 'topapi-job-1.txt', title: 'topapi', text: 'äöü 日志\n', comment: '1 line' };

function filesOf(ts: string) {
  return workspace.thread('migration', ts).flatMap(({ files = [] }) => files);
}

function uploadPlace(ts: string, again = false) {
  return { channelId, threadTs: ts, since: new Date().toISOString(), again };
}

test('a file becomes a reply with its bytes', async () => {
  const ts = await notifier.post(place(), mark, message('root'));
  await notifier.upload(uploadPlace(ts), log);
  expect(workspace.thread('migration', ts).at(-1)).toMatchObject({
    text: '1 line',
    files: [{ name: 'topapi-job-1.txt', title: 'topapi' }],
  });
  const [file] = filesOf(ts);
  expect(new TextDecoder().decode(workspace.file(file?.id ?? ''))).toBe('äöü 日志\n');
});

test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
  'a file whose %s is answered by nobody, limited, or broken is there once',
  async (method) => {
    const ts = await notifier.post(place(), mark, message('root'));
    workspace.faults.dropReply({ method });
    await notifier.upload(uploadPlace(ts), log);
    workspace.faults.rateLimit({ method, retryAfterSeconds: 1 });
    await notifier.upload(uploadPlace(ts), { ...log, name: 'limited.txt' });
    workspace.faults.error503({ method });
    await notifier.upload(uploadPlace(ts), { ...log, name: 'broken.txt' });
    expect(filesOf(ts).map(({ name }) => name)).toEqual(['topapi-job-1.txt', 'limited.txt', 'broken.txt']);
  },
  20_000,
);

test('a job that starts again does not send its file again', async () => {
  const ts = await notifier.post(place(), mark, message('root'));
  await notifier.upload(uploadPlace(ts), log);
  await notifier.upload(uploadPlace(ts, true), log);
  expect(filesOf(ts)).toHaveLength(1);
});

test('an app without the right to send files says so', async () => {
  const poor = await startWorkspace({ scopes: ['chat:write', 'channels:history'] });
  const without = createNotifier({ token: poor.botToken, apiUrl: poor.apiUrl }, { logger });
  const ts = await without.post(place(), mark, message('root'));
  await expect(without.upload(uploadPlace(ts), log)).rejects.toMatchObject({
    code: 'slack-refused',
    message: 'Slack refused a message (missing_scope).',
  });
  await poor.stop();
});

test('a file goes through a proxy whole', async () => {
  const proxy = await startProxy();
  const { fetch } = wayOut({ url: proxy.url, except: '' });
  const behind = createNotifier({ token: workspace.botToken, apiUrl: workspace.apiUrl, fetch }, { logger });
  const ts = await notifier.post(place(), mark, message('root'));
  await behind.upload(uploadPlace(ts), log);
  const [file] = filesOf(ts);
  expect(new TextDecoder().decode(workspace.file(file?.id ?? ''))).toBe('äöü 日志\n');
  expect(proxy.tunnels).toBeGreaterThan(0);
  await proxy.stop();
});
