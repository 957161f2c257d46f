import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BoltApp, startBoltApp } from '../../../test/support/workspace-bolt-app.ts';
import { startWorkspace, type Workspace } from '../workspace.ts';

/** What the page does on behalf of people, as a browser that was let in sends it. */

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'pick',
      label: plain('Host'),
      element: { type: 'external_select' as const, action_id: 'pick', min_query_length: 0 },
    },
  ],
};

let workspace: Workspace;
let bolt: BoltApp;
let cookie = '';
let sent: unknown;

beforeEach(async () => {
  sent = undefined;
  workspace = await startWorkspace({ shortcuts: [{ callback_id: 'here', name: 'Here' }] });
  bolt = await startBoltApp(
    workspace,
    (app) => {
      app.shortcut('here', async ({ ack, client, shortcut }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
      });
      app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: 'pick' }, async ({ ack }) => {
        await ack({ options: [{ text: plain('hz-shop'), value: 'hz-shop' }] });
      });
      app.view({ type: 'view_submission', callback_id: 'form' }, async ({ ack, view }) => {
        sent = view.state.values['pick']?.['pick']?.selected_option?.value;
        await ack();
      });
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [] } });
      });
    },
    1,
  );
  const page = await fetch(workspace.pageUrl, { redirect: 'manual' });
  cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
});
afterEach(async () => {
  await bolt.stop();
  await workspace.stop();
});

function send(path: string, body: object): Promise<Response> {
  return fetch(new URL(path, workspace.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
}

test('a message’s menu opens a form, its menu offers what the app answers, and it is sent', async () => {
  const { ts } = workspace.say({ text: 'hz-shop is dead', user: 'anna' });
  const user = 'U0ANNA';
  expect(
    (await send('/page/shortcut', { callbackId: 'here', messageTs: ts, channel: 'migration', user })).status,
  ).toBe(204);
  const state = await workspace.waitFor((now) => now.modals('anna').stack[0]);
  const seen: unknown = await (
    await fetch(new URL('/page/state', workspace.url), { headers: { cookie } })
  ).json();
  expect(seen).toMatchObject({
    shortcuts: [{ name: 'Here' }],
    modals: { U0ANNA: { stack: [{ id: state.id }] } },
  });
  const offered: unknown = await (
    await send('/page/suggest', { user, actionId: 'pick', typed: 'hz' })
  ).json();
  expect(offered).toMatchObject([{ value: 'hz-shop' }]);
  await send('/page/submit', { user, values: { pick: 'hz-shop' } });
  expect(sent).toBe('hz-shop');
  expect(workspace.modals('anna').stack).toEqual([]);
});

test('a form is closed, and one that is not there is refused in words', async () => {
  const { ts } = workspace.say({ text: 'hz-shop is dead', user: 'anna' });
  await workspace.shortcut({ callbackId: 'here', messageTs: ts, user: 'anna' });
  await workspace.waitFor((now) => now.modals('anna').stack[0]);
  expect((await send('/page/close', { user: 'U0ANNA' })).status).toBe(204);
  const again = await send('/page/close', { user: 'U0ANNA' });
  expect([again.status, await again.text()]).toEqual([
    409,
    'anna has no form open. Open one: with a command, a shortcut or a button.',
  ]);
  expect(
    (
      await send('/page/shortcut', {
        callbackId: 'there',
        messageTs: ts,
        channel: 'migration',
        user: 'U0ANNA',
      })
    ).status,
  ).toBe(409);
  expect((await send('/page/submit', { values: 7 })).status).toBe(400);
});

test('the home tab is looked at', async () => {
  await send('/page/home', { user: 'U0ANNA' });
  await workspace.waitFor((now) => now.home('anna'));
  expect(workspace.home('anna')).toMatchObject({ type: 'home' });
});

test('nobody does any of it from a browser that was not let in', async () => {
  cookie = '';
  for (const path of ['shortcut', 'submit', 'close', 'suggest', 'home']) {
    expect((await send(`/page/${path}`, { user: 'U0ANNA' })).status).toBe(403);
  }
});
