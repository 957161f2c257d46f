import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../workspace.ts';
import { startWorkspace } from '../workspace.ts';

const channel = 'C0MIGRATION';
const retryConfig = { retries: 0 };

describe('the Web API', () => {
  let workspace: Workspace;
  let client: WebClient;

  beforeAll(async () => {
    workspace = await startWorkspace();
    client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl, retryConfig });
  });
  beforeEach(() => workspace.faults.clear());
  afterAll(() => workspace.stop());

  const post = async (text: string, more: object = {}) => {
    const { ts } = await client.chat.postMessage({ channel, text, ...more });
    return ts ?? '';
  };
  /** A call without the client's help: status, headers and body as they come. */
  const raw = (method: string, body: string, headers: Record<string, string> = {}) =>
    fetch(workspace.apiUrl + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}`, ...headers },
      body,
    });

  test('tells the scopes of a token in a header', async () => {
    const response = await raw('auth.test', '');
    expect(response.headers.get('x-oauth-scopes')).toContain('chat:write');
  });

  test('takes the same call as form, as JSON and with the token in the form', async () => {
    const json = await raw('chat.postMessage', JSON.stringify({ channel, text: 'json' }), {
      'content-type': 'application/json; charset=utf-8',
    });
    expect(await json.json()).toMatchObject({ ok: true, message: { text: 'json' } });
    const form = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      body: new URLSearchParams({ token: workspace.botToken, channel, text: 'form' }),
    });
    expect(await form.json()).toMatchObject({ ok: true, message: { text: 'form' } });
  });

  test.each([
    ['no token', '', 'not_authed'],
    ['a wrong token', 'Bearer xoxb-wrong', 'invalid_auth'],
  ])('%s is refused', async (_, authorization, error) => {
    const response = await raw('auth.test', '', { authorization });
    expect(await response.json()).toEqual({ ok: false, error });
  });

  test('the two kinds of tokens do not stand for one another', async () => {
    expect(await (await raw('apps.connections.open', '')).json()).toEqual({
      ok: false,
      error: 'not_allowed_token_type',
    });
    const app = { authorization: `Bearer ${workspace.appToken}` };
    expect(await (await raw('auth.test', '', app)).json()).toEqual({
      ok: false,
      error: 'not_allowed_token_type',
    });
    expect(await (await raw('apps.connections.open', '', app)).json()).toMatchObject({ ok: true });
  });

  test('a scope that the token lacks is named', async () => {
    const narrow = await startWorkspace({ scopes: ['chat:write'] });
    const bound = new WebClient(narrow.botToken, { slackApiUrl: narrow.apiUrl, retryConfig });
    await expect(bound.users.info({ user: 'U0LIN' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
    });
    await narrow.stop();
  });

  test('blocks that Slack refuses come back with pointers in both places', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    const response = await raw(
      'chat.postMessage',
      new URLSearchParams({ channel, blocks: JSON.stringify(blocks) }).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(await response.json()).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
  });

  test.each([
    [{ blocks: '{"no' }, 'invalid_blocks_format'],
    [{ text: 'x', metadata: '{"event_type":""}' }, 'invalid_metadata_format'],
    [
      { text: 'x', attachments: JSON.stringify(Array.from({ length: 101 }, () => ({ text: 'x' }))) },
      'too_many_attachments',
    ],
    [{ text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    [{ text: 'x', channel: 'C0RANDOM' }, 'not_in_channel'],
  ])('%o is refused with %s', async (args, error) => {
    const body = new URLSearchParams({ channel, ...args }).toString();
    const response = await raw('chat.postMessage', body, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(await response.json()).toMatchObject({ ok: false, error });
  });

  // https://docs.slack.dev/reference/methods/chat.postMessage#errors, …/chat.update#errors
  test.each([
    ['archive', 'migration', 'is_archived', 'is_inactive'],
    ['remove-app', 'ops-private', 'channel_not_found', 'channel_not_found'],
    ['remove-app', 'migration', 'not_in_channel', undefined],
  ] as const)(
    '%s of %s refuses with %s, an edit with %s, until that is undone',
    async (deed, name, error, inEdit) => {
      const to = { migration: 'C0MIGRATION', 'ops-private': 'C0OPS' }[name];
      const { ts = '' } = await client.chat.postMessage({ channel: to, text: 'before' });
      workspace.changeRoom({ deed, channel: name });
      expect(await wordOf(client.chat.postMessage({ channel: to, text: 'x' }))).toBe(error);
      expect(await wordOf(client.chat.postEphemeral({ channel: to, user: 'U0LIN', text: 'x' }))).toBe(error);
      expect(await wordOf(client.chat.update({ channel: to, ts, text: 'x' }))).toBe(inEdit);
      workspace.changeRoom({ deed: deed === 'archive' ? 'unarchive' : 'invite-app', channel: name });
      expect(await wordOf(client.chat.postMessage({ channel: to, text: 'after' }))).toBeUndefined();
    },
  );

  test('too many characters in good blocks are refused as a whole', async () => {
    const blocks = Array.from(
      { length: 5 },
      () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2900) } }) as const,
    );
    await expect(post('x', { blocks })).rejects.toMatchObject({ data: { error: 'msg_blocks_too_long' } });
  });

  test('an unknown method is refused as Slack does', async () => {
    expect(await (await raw('calls.add', '')).json()).toEqual({
      ok: false,
      error: 'unknown_method',
      req_method: 'calls.add',
    });
  });

  test('an edit without blocks takes them away and says edited; with blocks it does not', async () => {
    const blocks = [{ type: 'divider' }] as const;
    const ts = await post('card', { blocks });
    await client.chat.update({ channel, ts, text: 'card', blocks: [...blocks] });
    expect(workspace.messages(channel).at(-1)).not.toHaveProperty('edited');
    await client.chat.update({ channel, ts, text: 'plain' });
    const message = workspace.messages(channel).at(-1);
    expect(message).toMatchObject({ text: 'plain', edited: { user: 'U0FERRYMAN' } });
    expect(message).not.toHaveProperty('blocks');
  });

  test('metadata survives an edit and is read only when asked for', async () => {
    const metadata = { event_type: 'report', event_payload: { id: 'job-1' } };
    const ts = await post('with metadata', { metadata });
    await client.chat.update({ channel, ts, text: 'edited' });
    const { messages: bare } = await client.conversations.replies({ channel, ts });
    expect(bare?.[0]).not.toHaveProperty('metadata');
    const { messages } = await client.conversations.replies({ channel, ts, include_all_metadata: true });
    expect(messages?.[0]).toMatchObject({ text: 'edited', metadata });
  });

  test('a reply to a reply lands in the thread of the root', async () => {
    const root = await post('root');
    const reply = await post('reply', { thread_ts: root });
    const deeper = await post('deeper', { thread_ts: reply });
    expect(workspace.thread(channel, root).map(({ ts }) => ts)).toEqual([root, reply, deeper]);
    const { messages } = await client.conversations.history({ channel, limit: 1 });
    expect(messages).toMatchObject([{ ts: root, reply_count: 2, latest_reply: deeper }]);
  });

  test('pages through a thread with cursors', async () => {
    const ts = await post('root');
    for (const text of ['1', '2', '3', '4']) await post(text, { thread_ts: ts });
    const texts: unknown[] = [];
    let cursor = '';
    do {
      const page = await client.conversations.replies({ channel, ts, limit: 2, ...(cursor && { cursor }) });
      texts.push(page.messages?.map(({ text }) => text));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(texts).toEqual([['root', '1'], ['2', '3'], ['4']]);
  });

  test('a file uploaded in three steps is a reply with these bytes', async () => {
    const ts = await post('root');
    const content = '127.0.0.1 <img src=x onerror=alert(1)>\n';
    await client.filesUploadV2({
      channel_id: channel,
      thread_ts: ts,
      filename: 'evidence.txt',
      content,
      initial_comment: 'all of it',
    });
    const [, reply] = workspace.thread(channel, ts);
    expect(reply).toMatchObject({
      text: 'all of it',
      files: [{ name: 'evidence.txt', size: content.length }],
    });
    const file = reply?.files?.[0];
    expect(new TextDecoder().decode(workspace.file(file?.id ?? ''))).toBe(content);
    const stranger = await fetch(file?.url_private ?? '');
    expect(stranger.status).toBe(403);
    const download = await fetch(file?.url_private ?? '', {
      headers: { authorization: `Bearer ${workspace.botToken}` },
    });
    expect([download.headers.get('content-type'), await download.text()]).toEqual([
      'text/plain; charset=utf-8',
      content,
    ]);
  });

  test('a picture is one for its readers, and for a block that shows it', async () => {
    const ts = await post('root');
    // A PNG's first chunk: 3 by 2 pixels. What is behind it nobody looks at here.
    const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000003000000020802000000', 'hex');
    const form = new FormData();
    form.set('filename', new Blob([png]), 'chart.png');
    // As Slack takes it; the types call it otherwise.
    const upload = { filename: 'chart.png', length: png.byteLength, alt_txt: 'two hosts were down' };
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal(upload);
    await fetch(upload_url, { method: 'POST', body: form });
    await client.files.completeUploadExternal({
      files: [{ id: file_id }],
      channel_id: channel,
      thread_ts: ts,
    });
    const file = workspace.thread(channel, ts)[1]?.files?.[0];
    expect(file).toMatchObject({
      mimetype: 'image/png',
      original_w: 3,
      original_h: 2,
      alt_txt: 'two hosts were down',
    });
    const served = await fetch(file?.url_private ?? '', {
      headers: { authorization: `Bearer ${workspace.botToken}` },
    });
    expect(served.headers.get('content-type')).toBe('image/png');
    const shows = (id: string) =>
      client.chat.update({
        channel,
        ts,
        text: 'root',
        blocks: [{ type: 'image', slack_file: { id }, alt_text: 'two hosts were down' }],
      });
    await shows(file_id);
    expect(workspace.thread(channel, ts)[0]?.blocks?.[0]).toMatchObject({ slack_file: { id: file_id } });
    await expect(shows('F0UNKNOWN')).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
      },
    });
  });

  test('people are members, guests or of another organisation, with a locale when asked for', async () => {
    const info = async (user: string) => (await client.users.info({ user, include_locale: true })).user;
    expect(await info('U0LIN')).toMatchObject({
      locale: 'en-US',
      tz: 'Asia/Shanghai',
      is_restricted: false,
      team_id: 'T0FERRYMAN',
    });
    expect(await info('U0CHEN')).toMatchObject({ locale: 'zh-CN', is_restricted: false });
    expect(await info('U0GUS')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await info('U0EVE')).toMatchObject({ is_stranger: true, team_id: 'T0PARTNER' });
    expect(await client.usergroups.users.list({ usergroup: 'S0APPROVERS' })).toMatchObject({
      users: ['U0ANNA'],
    });
  });

  test('a status stands under a thread until the app speaks there', async () => {
    const ts = await post('root');
    await client.assistant.threads.setStatus({
      channel_id: channel,
      thread_ts: ts,
      status: 'is diagnosing…',
    });
    expect(workspace.status(channel, ts)).toBe('is diagnosing…');
    await post('done', { thread_ts: ts });
    expect(workspace.status(channel, ts)).toBe('');
  });

  describe('with faults', () => {
    test('a dropped reply is a lost answer to a message that was posted', async () => {
      workspace.faults.dropReply({ method: 'chat.postMessage' });
      await expect(post('lost and found')).rejects.toThrow(/A request error occurred/);
      expect(workspace.messages(channel).filter(({ text }) => text === 'lost and found')).toHaveLength(1);
      expect(workspace.journal.calls.at(-1)).toMatchObject({
        method: 'chat.postMessage',
        fault: 'drop-reply',
      });
    });

    test('429 says when to come again, and posts nothing', async () => {
      workspace.faults.rateLimit({ method: 'chat.postMessage', channel, retryAfterSeconds: 7 });
      const impatient = new WebClient(workspace.botToken, {
        slackApiUrl: workspace.apiUrl,
        retryConfig,
        rejectRateLimitedCalls: true,
      });
      await expect(impatient.chat.postMessage({ channel, text: 'too fast' })).rejects.toMatchObject({
        retryAfter: 7,
      });
      expect(workspace.messages(channel).some(({ text }) => text === 'too fast')).toBe(false);
      await expect(impatient.chat.postMessage({ channel, text: 'slower' })).resolves.toMatchObject({
        ok: true,
      });
    });

    test('503 is met as often as it was asked for', async () => {
      workspace.faults.error503({ times: 2 });
      const statuses = [await raw('auth.test', ''), await raw('auth.test', ''), await raw('auth.test', '')];
      expect(statuses.map(({ status }) => status)).toEqual([503, 503, 200]);
    });
  });

  describe('with people who mean no good', () => {
    test.each([
      ['another host', { host: 'workspace.example' }],
      ['a page of another site', { origin: 'https://evil.example' }],
      ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ])('refuses %s', async (_, headers) => {
      // fetch would not send a Host of one's own
      const { request } = await import('node:http');
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = request(`${workspace.apiUrl}api.test`, { method: 'POST', headers }, ({ statusCode }) =>
          resolve(statusCode),
        );
        sent.on('error', reject);
        sent.end();
      });
      expect(status).toBe(403);
    });

    test('listens on 127.0.0.1 alone, not on every address of the machine', async () => {
      const { connect } = await import('node:net');
      const reach = (host: string) =>
        new Promise<string>((resolve) => {
          const socket = connect(Number(new URL(workspace.url).port), host, () => resolve('reached'));
          socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
          socket.unref();
        });
      // A server on 0.0.0.0 would answer under each of them.
      expect([await reach('127.0.0.1'), await reach('127.0.0.2')]).toEqual(['reached', 'ECONNREFUSED']);
    });
  });
});

/** Slack's word for why not; undefined where it was done. */
function wordOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (refusal: { data?: { error?: string } }) => refusal.data?.error,
  );
}
