import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SlackMessage } from '../render/slack/message.ts';
import { startWorkspace, type Workspace } from '../workspace/workspace.ts';
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
  expect(texts()).toEqual(['the last answer']);
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

test('a file goes through a proxy whole', async () => {
  const proxy = await startProxy();
  const { fetch } = wayOut({ url: proxy.url, except: '' });
  // The options that a client takes from here; Slack's own library makes the form.
  const behind = new WebClient(workspace.botToken, {
    slackApiUrl: workspace.apiUrl,
    ...(fetch === undefined ? {} : { fetch }),
  });
  const ts = await notifier.post(place(), mark, message('root'));
  await behind.files.uploadV2({
    channel_id: channelId,
    thread_ts: ts,
    file_uploads: [{ filename: 'log.txt', title: 'Log', content: 'äöü 日志' }],
  });
  const [file] = await workspace.waitFor(
    (now) => now.thread('migration', ts).find(({ files }) => files !== undefined)?.files,
  );
  expect(new TextDecoder().decode(workspace.file(file?.id ?? ''))).toBe('äöü 日志');
  expect(proxy.tunnels).toBeGreaterThan(0);
  await proxy.stop();
});
