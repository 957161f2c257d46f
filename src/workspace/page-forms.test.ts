import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import type { BoltApp } from '../../test/support/workspace-bolt-app.ts';
import type { OpenPage } from '../../test/support/workspace-page.ts';
import { openPage } from '../../test/support/workspace-page.ts';

const commands = [{ command: '/diagnose', description: 'Find out why', usage_hint: '<host> [port]' }];
const shortcuts = [{ callback_id: 'here', name: 'Diagnose here', description: 'Hosts in the message' }];
const hosts = Array.from({ length: 300 }, (_, n) => `hz-shop-${n + 1}`);

describe.skipIf(chromiumPath === undefined)('forms on the page', () => {
  let browser: Browser;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    open = await openPage(browser, register, { commands, shortcuts });
  });
  afterEach(() => open.close());

  const form = () => open.page.getByRole('dialog', { name: 'Diagnose a host' });
  const submitted = () =>
    open.workspace.journal.deliveries.findLast(({ payload }) => payload['type'] === 'view_submission');

  test('a form takes the focus, offers hosts for what is typed, says what is wrong, and goes', async () => {
    const { page, workspace } = open;
    await page.getByLabel('Message to migration').fill('/diagnose');
    await page.keyboard.press('Enter');
    await form().waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe('combobox');

    await page.keyboard.type('shop-29');
    await page.getByRole('option', { name: 'hz-shop-299' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await form().getByLabel('Host').inputValue()).toBe('hz-shop-290');
    await form().getByLabel('Port (optional)').fill('99999');
    await page.keyboard.press('Enter');
    const port = form().getByLabel('Port (optional)');
    await form().getByText('A port is between 1 and 65535.').waitFor();
    expect(await port.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate("document.activeElement.getAttribute('type')")).toBe('number');

    await port.fill('30003');
    await form().getByLabel('Read logs').check();
    await form().getByRole('button', { name: 'Diagnose', exact: true }).click();
    await form().waitFor({ state: 'detached' });
    expect(submitted()?.payload).toMatchObject({
      user: { id: 'U0LIN' },
      view: {
        state: {
          values: {
            host: { host: { selected_option: { value: 'hz-shop-290' } } },
            port: { port: { value: '30003' } },
            how: { how: { selected_options: [{ value: 'logs' }] } },
          },
        },
      },
    });
    expect(workspace.modals('lin').stack).toEqual([]);
  });

  test('what was typed is still there when a form on top is closed with Escape', async () => {
    const { page } = open;
    await open.workspace.slash({ command: '/diagnose' });
    await form().getByLabel('Port (optional)').fill('30003');
    await form().getByRole('button', { name: 'Explain' }).click();
    const top = page.getByRole('dialog', { name: 'What it does' });
    await top.getByText('It reads and changes nothing.').waitFor();
    await page.keyboard.press('Escape');
    await form().waitFor();
    expect(await form().getByLabel('Port (optional)').inputValue()).toBe('30003');
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
    expect(submitted()).toBe(undefined);
  });

  test('the home tab is drawn for whoever opens it, and its buttons work', async () => {
    const { page, workspace } = open;
    await page
      .getByRole('navigation', { name: 'Channels' })
      .getByRole('button', { name: 'Ferryman' })
      .click();
    await page.getByText('Hosts of Lin Wei').waitFor();
    await page.getByRole('button', { name: /Anna Berg/ }).click();
    await page.getByRole('navigation', { name: 'Ferryman' }).getByRole('button', { name: 'Home' }).click();
    await page.getByText('Hosts of Anna Berg').waitFor();
    await page.getByLabel('Search').fill('shop');
    await page.keyboard.press('Enter');
    await page.getByText('Found: shop').waitFor();
    await page.getByRole('button', { name: 'Diagnose a host…' }).click();
    await form().waitFor();
    expect(workspace.modals('anna').stack).toHaveLength(1);
  });

  test("a message's toolbar holds the shortcuts of the app", async () => {
    const { page, workspace } = open;
    const { ts } = workspace.say({ text: 'hz-shop-7 is gone', user: 'anna' });
    const message = page.getByRole('article').filter({ hasText: 'hz-shop-7 is gone' });
    await message.hover();
    await message.getByRole('button', { name: 'Diagnose here' }).click();
    await form().waitFor();
    const used = workspace.journal.deliveries.find(({ payload }) => payload['callback_id'] === 'here');
    expect(used?.payload).toMatchObject({ type: 'message_action', message: { ts } });
  });
});

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

const view = {
  type: 'modal' as const,
  callback_id: 'ask',
  title: plain('Diagnose a host'),
  submit: plain('Diagnose'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'host',
      label: plain('Host'),
      element: { type: 'external_select' as const, action_id: 'host', min_query_length: 1 },
    },
    {
      type: 'input' as const,
      block_id: 'port',
      optional: true,
      label: plain('Port'),
      element: { type: 'number_input' as const, action_id: 'port', is_decimal_allowed: false },
    },
    {
      type: 'input' as const,
      block_id: 'how',
      optional: true,
      label: plain('How'),
      element: {
        type: 'checkboxes' as const,
        action_id: 'how',
        options: [
          { text: plain('Try ports'), value: 'ports' },
          { text: plain('Read logs'), value: 'logs' },
        ],
      },
    },
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'explain', text: plain('Explain') }],
    },
  ],
};

function register(app: BoltApp['app']): void {
  app.command('/diagnose', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view });
  });
  app.shortcut('here', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  });
  app.options('host', async ({ ack, options }) => {
    const fitting = hosts.filter((host) => host.includes(options.value)).slice(0, 100);
    await ack({ options: fitting.map((host) => ({ text: plain(host), value: host })) });
  });
  app.view('ask', async ({ ack, view: sent }) => {
    if (sent.state.values['port']?.['port']?.value === '99999')
      await ack({ response_action: 'errors', errors: { port: 'A port is between 1 and 65535.' } });
    else await ack();
  });
  app.action('explain', async ({ ack, client, body }) => {
    await ack();
    const blocks = [{ type: 'section' as const, text: plain('It reads and changes nothing.') }];
    const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
    await client.views.push({ trigger_id, view: { type: 'modal', title: plain('What it does'), blocks } });
  });
  app.action('ask', async ({ ack, client, body }) => {
    await ack();
    const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
    await client.views.open({ trigger_id, view });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    const { user } = await client.users.info({ user: event.user });
    await client.views.publish({ user_id: event.user, view: home(`Hosts of ${user?.real_name}`) });
  });
  app.action({ type: 'block_actions', action_id: 'search' }, async ({ ack, client, body, action }) => {
    await ack();
    const typed = 'value' in action ? action.value : '';
    await client.views.publish({ user_id: body.user.id, view: home(`Found: ${typed}`) });
  });
}

const home = (title: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'header' as const, text: plain(title) },
    {
      type: 'input' as const,
      dispatch_action: true,
      label: plain('Search'),
      element: { type: 'plain_text_input' as const, action_id: 'search' },
    },
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'ask', text: plain('Diagnose a host…') }],
    },
  ],
});
