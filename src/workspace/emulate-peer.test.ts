import { LogLevel, WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { createServer } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace } from './workspace.ts';

/**
 * `emulate` is a double of Slack's Web API written by others. The same calls go to both; where the double answers, this
 * workspace has to answer with at least the same fields of the same types, and with the same errors.
 */

type Answers = Record<string, Record<string, unknown>>;

/** Fields of things that this workspace does not have, and answers of the double that differ from Slack's documentation. */
const apart: Readonly<Record<string, readonly RegExp[]>> = {
  'conversations.list': [/is_open|last_read/], // unread marks are the page's own
  'conversations.info': [/is_open|last_read/],
  'users.list': [/skype|huddle|status_|image_|email/], // no pictures, huddles or addresses here
  'users.info': [/skype|huddle|status_|image_|email/],
  'chat.update': [/reply_(count|users)/], // Slack's own example of the answer has no thread counts
  'replies without metadata': [/metadata/], // Slack gives metadata only with include_all_metadata
  'files.completeUploadExternal': [
    /shares|channels|groups|ims|editable|mode|external|public|display_as_bot|user_team|comments_count|starred|preview|initial_comment|thread_ts/,
  ],
};

describe('the workspace beside an independent double', () => {
  let theirs: Answers;
  let ours: Answers;

  beforeAll(async () => {
    const emulator = await createEmulator({
      service: 'slack',
      port: await freePort(),
      seed: {
        slack: {
          users: [{ name: 'lin', real_name: 'Lin Wei' }],
          channels: [{ name: 'migration', topic: 'Moving' }],
          tokens: [{ token: 'xoxb-double', type: 'bot', user: 'lin' }],
        },
      },
    });
    const workspace = await startWorkspace();
    theirs = await conversation(`${emulator.url}/api/`, 'xoxb-double');
    ours = await conversation(workspace.apiUrl, workspace.botToken);
    await emulator.close();
    await workspace.stop();
  }, 60_000);

  test.each([
    'auth.test',
    'conversations.list',
    'users.list',
    'chat.postMessage',
    'chat.postMessage with blocks',
    'a reply',
    'chat.update',
    'conversations.replies',
    'replies without metadata',
    'conversations.history',
    'conversations.info',
    'conversations.members',
    'reactions.add',
    'reactions.remove',
    'chat.getPermalink',
    'users.info',
    'chat.postEphemeral',
    'files.getUploadURLExternal',
    'files.completeUploadExternal',
    'chat.delete',
  ])('%s has the same fields', (name) => {
    expect(theirs[name]).toMatchObject({ ok: true });
    expect(ours[name]).toMatchObject({ ok: true });
    const known = new Set(fields(ours[name]));
    const missing = fields(theirs[name]).filter((field) => !known.has(field));
    expect(missing.filter((field) => !apart[name]?.some((reason) => reason.test(field)))).toEqual([]);
  });

  test.each([
    ['reacting twice', 'already_reacted'],
    ['taking a reaction back twice', 'no_reaction'],
    ['deleting twice', 'message_not_found'],
    ['posting nothing', 'no_text'],
    ['posting nowhere', 'channel_not_found'],
    ['asking for nobody', 'user_not_found'],
    ['editing nothing', 'message_not_found'],
    ['reacting to nothing', 'message_not_found'],
  ])('%s is refused alike', (name, error) => {
    expect(theirs[name]).toMatchObject({ ok: false, error });
    expect(ours[name]).toMatchObject({ ok: false, error });
  });
});

async function conversation(slackApiUrl: string, token: string): Promise<Answers> {
  const client = new WebClient(token, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });
  const answers: Answers = {};
  const call = async (method: string, args: Record<string, unknown> = {}, name = method) => {
    const answer = await client.apiCall(method, args).catch((error: unknown) => errorData(error));
    const { response_metadata: _, ...rest } = { ...answer } as Record<string, unknown>; // the client's type names no other field
    answers[name] = rest;
    return rest;
  };
  await call('auth.test');
  const channel = idOf(await call('conversations.list'), 'channels', 'migration');
  const user = idOf(await call('users.list'), 'members', 'lin');
  const metadata = { event_type: 'report', event_payload: { id: 'a' } };
  const { ts } = await call('chat.postMessage', { channel, text: 'root', metadata });
  const section = { type: 'section', text: { type: 'mrkdwn', text: '*x*' } };
  await call('chat.postMessage', { channel, text: 'x', blocks: [section] }, 'chat.postMessage with blocks');
  await call('chat.postMessage', { channel, text: 'reply', thread_ts: ts }, 'a reply');
  await call('chat.update', { channel, ts, text: 'edited' });
  await call('conversations.replies', { channel, ts, include_all_metadata: true });
  await call('conversations.replies', { channel, ts }, 'replies without metadata');
  await call('conversations.history', { channel, limit: 1 });
  await call('conversations.info', { channel });
  await call('conversations.members', { channel });
  await call('reactions.add', { channel, timestamp: ts, name: 'eyes' });
  await call('reactions.add', { channel, timestamp: ts, name: 'eyes' }, 'reacting twice');
  await call('reactions.remove', { channel, timestamp: ts, name: 'eyes' });
  await call('reactions.remove', { channel, timestamp: ts, name: 'eyes' }, 'taking a reaction back twice');
  await call('chat.getPermalink', { channel, message_ts: ts });
  await call('users.info', { user });
  await call('chat.postEphemeral', { channel, user, text: 'psst' });
  const { upload_url, file_id } = await call('files.getUploadURLExternal', { filename: 'a.txt', length: 3 });
  const sent = await fetch(String(upload_url), { method: 'POST', body: 'abc' });
  expect(sent.status).toBe(200);
  const files = [{ id: file_id, title: 'A' }];
  await call('files.completeUploadExternal', {
    files,
    channel_id: channel,
    thread_ts: ts,
    initial_comment: 'see',
  });
  await call('chat.delete', { channel, ts });
  await call('chat.delete', { channel, ts }, 'deleting twice');
  await call('chat.postMessage', { channel }, 'posting nothing');
  await call('chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }, 'posting nowhere');
  await call('users.info', { user: 'U0NOBODY' }, 'asking for nobody');
  await call('chat.update', { channel, ts: '1.000001', text: 'x' }, 'editing nothing');
  await call('reactions.add', { channel, timestamp: '1.000001', name: 'eyes' }, 'reacting to nothing');
  return answers;
}

function errorData(error: unknown): Record<string, unknown> {
  if (typeof error === 'object' && error !== null && 'data' in error) return { ...Object(error.data) };
  throw error;
}

function idOf(answer: Record<string, unknown>, list: string, name: string): string {
  const found: unknown = answer[list];
  const entry = Array.isArray(found) ? found.find((one) => one.name === name) : undefined;
  return String(entry?.id);
}

/** Every path of an answer with the type of its value: `.messages[].ts:string`. */
function fields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fields(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`];
  return Object.entries(value).flatMap(([key, item]) => fields(item, `${path}.${key}`));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
