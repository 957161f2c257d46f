import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BoltApp, silent, startBoltApp } from '../../test/support/workspace-bolt-app.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const input = (id: string, more: object = {}) => ({
  type: 'input' as const,
  block_id: id,
  label: plain(id),
  element: { type: 'plain_text_input' as const, action_id: id },
  ...more,
});
const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [input('name')],
};

/** What the app hears, and how it answers a form. */
let heard: Record<string, unknown>[] = [];
let workspace: Workspace;
let bolt: BoltApp;
let trigger = '';

beforeEach(async () => {
  heard = [];
  workspace = await startWorkspace({ ackWithinMs: 400 });
  bolt = await startBoltApp(
    workspace,
    (app) => {
      app.command('/trigger', async ({ ack, command }) => {
        trigger = command.trigger_id;
        await ack();
      });
      app.view({ type: 'view_submission', callback_id: 'form' }, async ({ ack, view, body }) => {
        heard.push({ ...body });
        const name = view.state.values['name']?.['name']?.value ?? '';
        if (name === 'nobody')
          await ack({ response_action: 'errors', errors: { name: 'Nobody is called so.' } });
        else if (name === 'wrong')
          await ack({ response_action: 'errors', errors: { elsewhere: 'No such block.' } });
        else if (name === 'next')
          await ack({ response_action: 'push', view: { ...form, title: plain('Second') } });
        else if (name !== 'silence') await ack();
      });
      app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
        heard.push({ ...body });
        await ack();
      });
      app.options<'block_suggestion'>(
        { type: 'block_suggestion', action_id: 'pick' },
        async ({ ack, options }) => {
          const count = options.value === 'too many' ? 101 : 3;
          await ack({
            options: Array.from({ length: count }, (_, index) => ({
              text: plain(`${options.value} ${index}`),
              value: String(index),
            })),
          });
        },
      );
      app.event('app_home_opened', async ({ event }) => {
        heard.push({ ...event });
      });
    },
    1,
  );
});
afterEach(async () => {
  await bolt.stop();
  await workspace.stop();
});

const client = () =>
  new WebClient(workspace.botToken, {
    slackApiUrl: workspace.apiUrl,
    logger: silent,
    retryConfig: { retries: 0 },
  });

async function triggered(): Promise<string> {
  await workspace.slash({ command: '/trigger', user: 'anna' });
  return trigger;
}

async function opened(view: object = form): Promise<void> {
  await client().apiCall('views.open', { trigger_id: await triggered(), view });
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string; response_metadata?: { messages?: string[] } } }) => error.data,
  );

describe('a trigger', () => {
  test('opens one view', async () => {
    const trigger_id = await triggered();
    await client().views.open({ trigger_id, view: form });
    expect(await errorOf(client().views.open({ trigger_id, view: form }))).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(await errorOf(client().views.open({ trigger_id: '1.2.three', view: form }))).toMatchObject({
      error: 'invalid_trigger_id',
    });
    expect(workspace.modals('anna').stack).toMatchObject([{ callback_id: 'form', previous_view_id: null }]);
  });

  test('is good for three seconds', async () => {
    let now = 1_700_000_000_000;
    const slow = await startWorkspace({ clock: () => now, ackWithinMs: 10 });
    const { payload } = await slow.slash({ command: '/x', user: 'anna' });
    now += 3_001;
    const web = new WebClient(slow.botToken, {
      slackApiUrl: slow.apiUrl,
      logger: silent,
      retryConfig: { retries: 0 },
    });
    const call = web.views.open({ trigger_id: String(payload['trigger_id']), view: form });
    expect(await errorOf(call)).toMatchObject({ error: 'expired_trigger_id' });
    await slow.stop();
  });
});

describe('a view is refused', () => {
  test.each([
    [
      'with a title that is too long',
      { ...form, title: plain('x'.repeat(25)) },
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'with an input and no button to send it',
      { type: 'modal', title: plain('F'), blocks: [input('a')] },
      '`submit` is required when an `input` block is within blocks',
    ],
    [
      'with a block that no modal takes',
      { ...form, blocks: [{ type: 'markdown', text: 'x' }] },
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'with more metadata than Slack keeps',
      { ...form, private_metadata: 'x'.repeat(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    ['as a home tab', { type: 'home', blocks: [] }, 'must be modal [json-pointer:/view/type]'],
  ])('%s', async (_, view, message) => {
    const answer = await errorOf(client().apiCall('views.open', { trigger_id: await triggered(), view }));
    expect(answer).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining(message)] },
    });
  });
});

describe('a form', () => {
  test('goes out filled in, and closes', async () => {
    await opened();
    await workspace.submit({ user: 'anna', values: { name: 'hz-shop' } });
    expect(heard).toMatchObject([
      {
        type: 'view_submission',
        user: { id: 'U0ANNA' },
        view: { state: { values: { name: { name: { type: 'plain_text_input', value: 'hz-shop' } } } } },
      },
    ]);
    expect(workspace.modals('anna').stack).toEqual([]);
  });

  test('stays where something is missing, and the app hears nothing', async () => {
    await opened();
    const sent = await workspace.submit({ user: 'anna' });
    expect(sent.outcome.kind).toBe('refused');
    expect(workspace.modals('anna').errors).toEqual({ name: 'Please complete all required fields.' });
    expect(heard).toEqual([]);
  });

  test.each([
    ['nobody', { name: 'Nobody is called so.' }],
    ['wrong', { '': 'We had some trouble connecting. Try again?' }],
    ['silence', { '': 'We had some trouble connecting. Try again?' }],
  ])('stays with what is wrong: %s', async (name, errors) => {
    await opened();
    await workspace.submit({ user: 'anna', values: { name } });
    expect(workspace.modals('anna')).toMatchObject({ stack: [{ callback_id: 'form' }], errors });
  });

  test('puts another one on top, three deep at most, and tells the app of the one that is closed', async () => {
    await opened({ ...form, notify_on_close: true });
    await workspace.submit({ user: 'anna', values: { name: 'next' } });
    const [first, second] = workspace.modals('anna').stack;
    expect(second).toMatchObject({
      title: { text: 'Second' },
      previous_view_id: first?.id,
      root_view_id: first?.id,
    });
    await workspace.closeView({ user: 'anna' });
    await workspace.closeView({ user: 'anna' });
    expect(heard.map(({ type }) => type)).toEqual(['view_submission', 'view_closed']);
    await opened();
    for (const _ of [2, 3]) await client().views.push({ trigger_id: await triggered(), view: form });
    expect(await errorOf(client().views.push({ trigger_id: await triggered(), view: form }))).toMatchObject({
      error: 'push_limit_reached',
    });
  });

  test('is not written over by who saw an older one', async () => {
    await opened();
    const [view] = workspace.modals('anna').stack;
    const update = { view_id: view?.id ?? '', hash: view?.hash ?? '' };
    await client().views.update({ ...update, view: { ...form, title: plain('New') } });
    expect(await errorOf(client().views.update({ ...update, view: form }))).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await errorOf(client().views.update({ view_id: 'V0NONE', view: form }))).toMatchObject({
      error: 'not_found',
    });
    expect(workspace.modals('anna').stack).toMatchObject([{ title: { text: 'New' } }]);
  });

  test('has menus that ask the app, which show a hundred options at most', async () => {
    const element = { type: 'external_select', action_id: 'pick', min_query_length: 0 };
    await opened({ ...form, blocks: [input('pick', { element })] });
    expect((await workspace.suggest({ user: 'anna', actionId: 'pick', typed: 'too many' })).options).toEqual(
      [],
    );
    const { options } = await workspace.suggest({ user: 'anna', actionId: 'pick', typed: 'host' });
    expect(options.map(({ text }) => text.text)).toEqual(['host 0', 'host 1', 'host 2']);
    await expect(workspace.submit({ user: 'anna', values: { pick: '7' } })).rejects.toThrow(
      '7 is not offered.',
    );
    await workspace.submit({ user: 'anna', values: { pick: '1' } });
    expect(heard).toMatchObject([
      { view: { state: { values: { pick: { pick: { selected_option: { value: '1' } } } } } } },
    ]);
  });
});

test('a home tab is published for one person, and the app hears who looks at it', async () => {
  await workspace.openHome({ user: 'anna' });
  await client().views.publish({ user_id: 'U0ANNA', view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await workspace.openHome({ user: 'anna' });
  expect(heard).toMatchObject([
    { user: 'U0ANNA', channel: 'D0ANNA', tab: 'home' },
    { view: { type: 'home', blocks: [{ type: 'divider' }] } },
  ]);
  expect(workspace.home('lin')).toBeUndefined();
  expect(await errorOf(client().apiCall('views.publish', { user_id: 'U0ANNA', view: form }))).toMatchObject({
    error: 'invalid_arguments',
  });
});

test('the app hears only of what its manifest subscribes to', async () => {
  const quiet = await startWorkspace({ events: ['app_mention'], ackWithinMs: 10 });
  quiet.say({ text: '<@U0FERRYMAN> hello', user: 'anna' });
  quiet.say({ text: 'hello', user: 'anna', channel: 'U0ANNA' });
  expect(await quiet.openHome({ user: 'anna' })).toBeUndefined();
  expect(quiet.journal.deliveries.map(({ payload }) => payload['event'])).toMatchObject([
    { type: 'app_mention' },
  ]);
  await quiet.stop();
});
