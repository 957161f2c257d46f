import type { BlockButtonAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoltApp } from '../../test/support/workspace-bolt-app.ts';
import { startBoltApp } from '../../test/support/workspace-bolt-app.ts';
import type { Workspace } from './workspace.ts';
import { startWorkspace } from './workspace.ts';

const button = {
  type: 'button',
  action_id: 'fix',
  value: 'hz-shop',
  text: { type: 'plain_text', text: 'Fix it…' },
} as const;
const card = [
  { type: 'section', text: { type: 'mrkdwn', text: '*hz-shop* does not answer' } },
  { type: 'actions', block_id: 'buttons', elements: [button] },
] as const;

describe('the real Bolt app in the workspace', () => {
  let workspace: Workspace;
  let bolt: BoltApp;

  beforeEach(async () => {
    workspace = await startWorkspace({ ackWithinMs: 400 });
    bolt = await startBoltApp(workspace, (app) => {
      app.command('/diagnose', async ({ ack, command, client, respond }) => {
        await ack();
        const root = await client.chat.postMessage({
          channel: command.channel_id,
          text: 'looking',
          blocks: [...card],
        });
        await client.chat.postMessage({
          channel: command.channel_id,
          thread_ts: root.ts ?? '',
          text: 'evidence',
        });
        await client.chat.update({
          channel: command.channel_id,
          ts: root.ts ?? '',
          text: 'done',
          blocks: [...card],
        });
        await respond({ text: `started for ${command.text}` });
      });
      app.command('/whisper', async ({ ack }) => ack({ text: 'only for you' }));
      app.command('/broken', async ({ ack }) => ack({ blocks: [{ type: 'nonsense' }] }));
      app.command('/silent', async () => {});
      app.action<BlockButtonAction>('fix', async ({ ack, action, body, respond, say }) => {
        await ack();
        await respond({ replace_original: true, text: `approved by ${body.user.name}` });
        await say(`fixing ${action.value}`);
      });
      app.event('app_mention', async ({ event, say }) => {
        await say({ text: `heard ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
      });
    });
  });

  afterEach(async () => {
    await bolt.stop();
    await workspace.stop();
  });

  test('a command is acknowledged, and its thread and its private answer appear', async () => {
    const delivery = await workspace.slash({ command: '/diagnose', text: 'hz-shop 30003' });
    expect(delivery.outcome).toMatchObject({ kind: 'acked' });
    const [whisper] = await workspace.waitFor(
      (now) => now.ephemerals('lin').length > 0 && now.ephemerals('lin'),
    );
    expect(whisper?.text).toBe('started for hz-shop 30003');
    const [root] = workspace.messages('migration');
    expect(root).toMatchObject({ text: 'done', user: 'U0FERRYMAN', bot_id: 'B0FERRYMAN' });
    expect(root).not.toHaveProperty('edited');
    expect(workspace.thread('migration', root?.ts ?? '').map(({ text }) => text)).toEqual([
      'done',
      'evidence',
    ]);
  });

  test('the payload of an ack is shown to the person who typed the command', async () => {
    await workspace.slash({ command: '/whisper', user: 'anna' });
    expect(workspace.ephemerals('anna').map(({ text }) => text)).toEqual(['only for you']);
    expect(workspace.ephemerals('lin')).toEqual([]);
  });

  test('an ack with blocks that Slack refuses fails the command', async () => {
    await workspace.slash({ command: '/broken' });
    expect(workspace.ephemerals()[0]?.text).toBe('/broken failed with the error "invalid_command_response"');
  });

  test('a command that nobody acknowledges in time tells operation_timeout', async () => {
    const delivery = await workspace.slash({ command: '/silent' });
    expect(delivery.outcome.kind).toBe('timed-out');
    expect(workspace.ephemerals('lin')[0]?.text).toBe('/silent failed with the error "operation_timeout"');
  });

  test('a command in a thread never reaches the app', async () => {
    const delivery = await workspace.slash({ command: '/diagnose', threadTs: '1.000001' });
    expect(delivery.outcome).toEqual({
      kind: 'refused',
      sentence: '/diagnose is not supported in threads. Sorry!',
    });
    expect(workspace.messages('migration')).toEqual([]);
  });

  test('a click carries value and person, and its answer replaces the message', async () => {
    await workspace.slash({ command: '/diagnose', text: 'hz-shop' });
    const [root] = await workspace.waitFor((now) => now.ephemerals().length > 0 && now.messages('migration'));
    const delivery = await workspace.click({ messageTs: root?.ts ?? '', actionId: 'fix', user: 'anna' });
    expect(delivery.outcome.kind).toBe('acked');
    expect(delivery.payload).toMatchObject({
      user: { id: 'U0ANNA', team_id: 'T0FERRYMAN' },
      actions: [{ type: 'button', action_id: 'fix', block_id: 'buttons', value: 'hz-shop' }],
    });
    const texts = await workspace.waitFor((now) => {
      const all = now.messages('migration').map(({ text }) => text);
      return all.includes('fixing hz-shop') && all;
    });
    expect(texts).toEqual(['approved by anna', 'evidence', 'fixing hz-shop']);
    await expect(workspace.click({ messageTs: root?.ts ?? '', actionId: 'fix' })).rejects.toThrow(
      /no element/,
    );
  });

  test('a mention in a thread is answered there', async () => {
    const root = workspace.say({ text: 'the shop is down' });
    workspace.say({ text: '<@U0FERRYMAN> diagnose hz-shop', threadTs: root.ts });
    const thread = await workspace.waitFor((now) => {
      const all = now.thread('migration', root.ts);
      return all.length === 3 && all;
    });
    expect(thread[2]?.text).toBe('heard <@U0FERRYMAN> diagnose hz-shop');
  });

  test('two sockets take turns, and one refreshed leaves the other to serve', async () => {
    expect(workspace.connections).toBe(2);
    const first = await workspace.slash({ command: '/whisper' });
    const second = await workspace.slash({ command: '/whisper' });
    expect(new Set([first.connection, second.connection])).toEqual(new Set([1, 2]));
    expect(workspace.faults.disconnect('refresh_requested')).toBe(1);
    const third = await workspace.slash({ command: '/whisper' });
    expect(third).toMatchObject({ connection: 2, outcome: { kind: 'acked' } });
  });

  test('a redelivered payload comes with its retry attempt', async () => {
    const delivery = await workspace.slash({ command: '/whisper' });
    const again = await workspace.faults.redeliver(delivery);
    expect(again).toMatchObject({ attempt: 1, outcome: { kind: 'acked' }, payload: delivery.payload });
    expect(again.envelopeId).not.toBe(delivery.envelopeId);
  });

  test('an answer to an address that was used five times is refused', async () => {
    const { payload } = await workspace.slash({ command: '/whisper' });
    const statuses: number[] = [];
    for (let use = 0; use < 6; use += 1) {
      const response = await fetch(String(payload['response_url']), {
        method: 'POST',
        body: JSON.stringify({ text: `answer ${use}` }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});

describe('without an app', () => {
  test('a command fails at once and says so', async () => {
    const workspace = await startWorkspace();
    const delivery = await workspace.slash({ command: '/diagnose' });
    expect(delivery.outcome).toEqual({ kind: 'refused', sentence: 'dispatch_failed' });
    expect(workspace.ephemerals()[0]?.text).toBe('/diagnose failed with the error "dispatch_failed"');
    await workspace.stop();
  });

  test('a response address dies after half an hour', async () => {
    let now = 1_700_000_000_000;
    const workspace = await startWorkspace({ clock: () => now });
    const { payload } = await workspace.slash({ command: '/diagnose' });
    now += 30 * 60_000 + 1;
    const response = await fetch(String(payload['response_url']), {
      method: 'POST',
      body: '{"text":"late"}',
    });
    expect([response.status, await response.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
    await workspace.stop();
  });
});
