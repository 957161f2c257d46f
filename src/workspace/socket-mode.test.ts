import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Workspace } from './workspace.ts';
import { startWorkspace } from './workspace.ts';

describe('Socket Mode', () => {
  let workspace: Workspace;
  const clients: WebSocket[] = [];

  beforeEach(async () => {
    workspace = await startWorkspace({ ackWithinMs: 150 });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    await workspace.stop();
  });

  const address = async (): Promise<string> => {
    const response = await fetch(`${workspace.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.appToken}` },
    });
    return z.object({ url: z.string() }).parse(await response.json()).url;
  };
  /** Connects, and keeps what arrives. */
  const connect = async (url?: string) => {
    const client = new WebSocket(url ?? (await address()));
    clients.push(client);
    const heard: Record<string, unknown>[] = [];
    client.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    return { client, heard };
  };

  test('greets each connection with how many there are', async () => {
    const first = await connect();
    const second = await connect();
    expect(first.heard[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0FERRYMAN' },
    });
    expect(second.heard[0]).toMatchObject({ type: 'hello', num_connections: 2 });
  });

  test('a ticket opens one connection', async () => {
    const url = await address();
    await connect(url);
    const again = new WebSocket(url);
    const status = await new Promise((resolve) => {
      again.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
    });
    expect(status).toBe(403);
  });

  test("a web page of someone else's, which may ask for any path, does not end the workspace", async () => {
    const refused = new WebSocket(`${workspace.url.replace('http', 'ws')}//`, {
      origin: 'http://elsewhere.example',
    });
    const status = await new Promise((resolve) => {
      refused.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
      refused.on('error', resolve);
    });
    expect(status).toBe(403);
    expect((await fetch(`${workspace.url}//`)).status).toBe(404);
  });

  test('sends an eleventh connection away', async () => {
    for (let count = 0; count < 10; count += 1) await connect();
    const { heard } = await connect();
    expect(heard[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  });

  test('a warning leaves the connection at work, a refresh does not', async () => {
    const { heard } = await connect();
    workspace.faults.disconnect('warning');
    expect((await workspace.slash({ command: '/x' })).connection).toBe(1);
    workspace.faults.disconnect('refresh_requested');
    expect((await workspace.slash({ command: '/x' })).outcome.kind).toBe('refused');
    await expect
      .poll(() => heard.map(({ type, reason }) => reason ?? type))
      .toEqual(['hello', 'warning', 'slash_commands', 'refresh_requested']);
  });

  test('an envelope names what it holds, and only a command takes a payload with its ack', async () => {
    const { client, heard } = await connect();
    const waiting = workspace.slash({
      command: '/x',
      text: ' hz-shop  30003 ',
      user: 'eve',
      channel: 'partner-hangzhou',
    });
    await expect.poll(() => heard.length).toBe(2);
    const envelope = heard[1];
    expect(envelope).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: {
        command: '/x',
        text: 'hz-shop  30003',
        user_id: 'U0EVE',
        channel_id: 'C0PARTNER',
        channel_name: 'partner-hangzhou',
        team_id: 'T0FERRYMAN',
        is_enterprise_install: 'false',
      },
    });
    client.send(JSON.stringify({ envelope_id: envelope?.['envelope_id'], payload: { text: 'hello' } }));
    expect((await waiting).outcome).toMatchObject({ kind: 'acked', payload: { text: 'hello' } });
    expect(workspace.ephemerals('eve').map(({ text }) => text)).toEqual(['hello']);
  });

  test('an ack after the three seconds is too late', async () => {
    const { client, heard } = await connect();
    const delivery = await workspace.slash({ command: '/x' });
    expect(delivery.outcome.kind).toBe('timed-out');
    client.send(JSON.stringify({ envelope_id: heard[1]?.['envelope_id'], payload: { text: 'late' } }));
    client.send('not JSON at all');
    expect((await workspace.slash({ command: '/y' })).outcome.kind).toBe('timed-out');
    expect(workspace.ephemerals().map(({ text }) => text)).not.toContain('late');
  });
});

describe('commands of a manifest', () => {
  test('others are refused, and names become ids where the command asks for it', async () => {
    const workspace = await startWorkspace({ commands: [{ command: '/diagnose', should_escape: true }] });
    const unknown = await workspace.slash({ command: '/nope' });
    expect(unknown.outcome).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('`/nope` is not a valid command'),
    });
    const { payload } = await workspace.slash({ command: '/diagnose', text: 'ask @anna in #ops-private' });
    expect(payload['text']).toBe('ask <@U0ANNA|anna> in <#C0OPS|ops-private>');
    await workspace.stop();
  });
});
