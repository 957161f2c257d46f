import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/support/axe.ts';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import type { OpenPage } from '../../test/support/workspace-page.ts';
import { openPage } from '../../test/support/workspace-page.ts';

const commands = [
  { command: '/diagnose', description: 'Find out why', usage_hint: '<host> [port]' },
  { command: '/logs', description: 'Recent logs', usage_hint: '<host> <container>' },
];
const channel = 'C0MIGRATION';

describe.skipIf(chromiumPath === undefined)('the page without a mouse', () => {
  let browser: Browser;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(() => open.close());

  const focused = () =>
    open.page.evaluate(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
    );
  const post = async (text: string, thread_ts?: string) => {
    const thread = thread_ts === undefined ? {} : { thread_ts };
    const { ts = '' } = await open.bolt.app.client.chat.postMessage({ channel, text, ...thread });
    return ts;
  };

  describe('on a screen', () => {
    beforeEach(async () => {
      open = await openPage(browser, () => {}, { commands });
    });

    test('keys lead from the writing field to a message, into its thread and back', async () => {
      const { page, workspace } = open;
      const root = workspace.say({ text: 'why?', user: 'anna' });
      workspace.say({ text: 'because', threadTs: root.ts, user: 'anna' });
      workspace.say({ text: 'another one', user: 'anna' });
      await page.getByText('another one', { exact: true }).waitFor();
      await page.getByRole('region', { name: 'Messages in migration' }).focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      expect(await focused()).toBe('Message of Anna Berg');
      await page.keyboard.press('Enter');
      const thread = page.getByRole('complementary', { name: 'Thread' });
      await thread.getByText('because').waitFor();
      expect(await focused()).toBe('Reply');
      await page.keyboard.type('thanks');
      await page.keyboard.press('Enter');
      await thread.getByText('thanks').waitFor();
      await page.keyboard.press('Escape');
      await thread.waitFor({ state: 'detached' });
    });

    test('Ctrl-K goes to a channel, to a person and to a thread by a few letters', async () => {
      const { page, workspace } = open;
      const root = workspace.say({ text: 'the shop is down', user: 'anna' });
      workspace.say({ text: 'again?', threadTs: root.ts });
      const goTo = async (letters: string) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog', { name: 'Go to' }).waitFor();
        await page.keyboard.type(letters);
        await page.keyboard.press('Enter');
      };
      await goTo('ops');
      await page.getByRole('heading', { name: 'ops-private', exact: true }).waitFor();
      await goTo('anna');
      await page.getByRole('button', { name: /Anna Berg/, pressed: true }).waitFor();
      await goTo('shop down');
      await page.getByRole('complementary', { name: 'Thread' }).getByText('again?').waitFor();
      // Each of them is an address of its own.
      expect(new URL(page.url()).pathname).toBe(`/archives/${channel}/p${root.ts.replace('.', '')}`);
      await page.goBack();
      await page.goBack();
      await page.getByRole('heading', { name: 'ops-private', exact: true }).waitFor();
      await page.keyboard.press('Alt+ArrowUp');
      await page.getByRole('heading', { level: 1, name: 'partner-hangzhou' }).waitFor();
    });

    test('a user group is completed, sent as Slack sends it and drawn as a mention', async () => {
      const { page, workspace } = open;
      const composer = page.getByLabel('Message to migration');
      await composer.pressSequentially('@sup');
      await page.getByRole('option', { name: '@support' }).waitFor();
      await page.keyboard.press('Enter');
      await composer.pressSequentially('hz-shop is dead');
      await page.keyboard.press('Enter');
      await page.locator('.mention', { hasText: '@support' }).waitFor();
      expect(workspace.messages(channel).at(-1)?.text).toBe('<!subteam^S0SUPPORT|@support> hz-shop is dead');
    });

    test('names are completed after an @, and what was begun waits in its channel', async () => {
      const { page, workspace } = open;
      const composer = page.getByLabel('Message to migration');
      await composer.pressSequentially('ask @an');
      await page.getByRole('option', { name: '@anna' }).waitFor();
      await page.keyboard.press('Enter');
      expect(await composer.inputValue()).toBe('ask @anna ');
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByLabel('Message to partner-hangzhou').waitFor();
      await page.keyboard.press('Alt+ArrowUp');
      expect(await composer.inputValue()).toBe('ask @anna ');
      await page.keyboard.press('Enter');
      await page.getByRole('article').filter({ hasText: 'ask @anna' }).waitFor();
      expect(workspace.messages('migration').at(-1)?.text).toBe('ask <@U0ANNA>');
    });

    test('a channel counts what nobody has read there, and a line says where it begins', async () => {
      const { page, workspace } = open;
      const rooms = page.getByRole('navigation', { name: 'Channels' });
      await rooms.getByRole('button', { name: 'ops-private' }).click();
      workspace.say({ text: 'first', channel: 'ops-private', user: 'anna' });
      await page.getByText('first', { exact: true }).waitFor();
      await rooms.getByRole('button', { name: 'migration' }).click();
      workspace.say({ text: 'second', channel: 'ops-private', user: 'anna' });
      await rooms.getByRole('button', { name: 'ops-private 1 unread' }).waitFor();
      expect(await page.title()).toBe('(1) migration · Ferryman workspace');
      await page.reload();
      await rooms.getByRole('button', { name: 'ops-private 1 unread' }).click();
      const line = page.locator('.divider.new + article');
      expect(await line.textContent()).toContain('second');
    });

    test('a message is read out by its text when it comes and when an edit changes that, not at each tick', async () => {
      const { page } = open;
      const heard = page.locator('[aria-live="polite"]');
      await page.evaluate(`
        globalThis.said = [];
        const live = document.querySelector('[aria-live="polite"]');
        new MutationObserver(() => said.push(live.textContent))
          .observe(live, { childList: true, characterData: true, subtree: true });`);
      const ts = await post('Diagnosing *hz-shop*');
      await page.getByText('Ferryman: Diagnosing hz-shop').waitFor({ state: 'attached' });
      for (const stage of ['connected', 'read'])
        await open.bolt.app.client.chat.update({
          channel,
          ts,
          text: 'Diagnosing *hz-shop*',
          blocks: [section(stage)],
        });
      await page.getByText('read', { exact: true }).waitFor();
      await open.bolt.app.client.chat.update({
        channel,
        ts,
        text: 'Docker hides the network',
        blocks: [section('done')],
      });
      await page.getByText('Ferryman: Docker hides the network').waitFor({ state: 'attached' });
      expect(await page.evaluate("said.filter((one) => one !== '')")).toEqual([
        'Ferryman: Diagnosing hz-shop',
        'Ferryman: Docker hides the network',
      ]);
      expect(await heard.count()).toBe(1);
    });

    test('an edit leaves the focus on the button and open what was opened, and moves nothing above', async () => {
      const { page } = open;
      for (let n = 0; n < 30; n++)
        open.workspace.say({ text: `line ${n}`, user: n % 2 === 0 ? 'anna' : 'lin' });
      const { ts = '' } = await open.bolt.app.client.chat.postMessage({
        channel,
        text: 'one',
        blocks: [section('one'), cancel],
      });
      await page.getByRole('button', { name: 'Cancel' }).focus();
      const line = page.getByText('line 20', { exact: true });
      await line.scrollIntoViewIfNeeded();
      await page.locator('.messages').evaluate((list) => list.scrollBy(0, -300));
      const before = await line.boundingBox();
      await open.bolt.app.client.chat.update({
        channel,
        ts,
        text: 'two',
        blocks: [section('two\n\n\ntall'), cancel],
      });
      await page.getByText('tall').waitFor();
      expect(await focused()).toBe('Cancel');
      expect(await line.boundingBox()).toEqual(before);
    });
  });

  test.each([
    { scheme: 'light', width: 1300 },
    { scheme: 'dark', width: 1300 },
    { scheme: 'light', width: 390 },
  ] as const)('axe finds nothing against WCAG AA: $scheme, $width wide', async (look) => {
    open = await openPage(browser, () => {}, { commands }, look);
    const { page, workspace, bolt } = open;
    const { ts } = workspace.say({ text: 'hz-shop is *down*, says `curl`', user: 'anna' });
    await bolt.app.client.chat.postMessage({ channel, thread_ts: ts, text: 'card', blocks: everything });
    await bolt.app.client.chat.postMessage({ channel, text: 'card', blocks: everything });
    await bolt.app.client.chat.postEphemeral({ channel, user: 'U0LIN', text: 'for you' });
    await page.getByText('for you', { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('.replies').click();
    await page.getByRole('complementary', { name: 'Thread' }).getByText('What is proven').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Control+j');
    await page.getByRole('region', { name: 'Faults and journal' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Go to' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
const cell = (text: string) => ({ type: 'raw_text', text }) as const;
const task = (task_id: string, status: 'complete' | 'in_progress' | 'pending' | 'error') => ({
  type: 'task_card' as const,
  task_id,
  status,
  title: `Task ${task_id}`,
});

const section = (text: string) => ({ type: 'section' as const, text: mrkdwn(text) });
const cancel = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: 'a', text: plain('Cancel') }],
};

/** One of each kind of block that a card may hold. */
const everything = [
  { type: 'header' as const, text: plain('What is proven') },
  {
    type: 'section' as const,
    text: mrkdwn('*Cause* in `daemon.json`, <https://example.com|see>, <@U0LIN> <#C0OPS>\n```ip route```'),
    accessory: { type: 'button' as const, action_id: 'b', style: 'primary' as const, text: plain('Fix') },
  },
  { type: 'context' as const, elements: [mrkdwn('asked by <@U0ANNA>')] },
  {
    type: 'plan' as const,
    title: 'Stages',
    tasks: [task('1', 'complete'), task('2', 'in_progress'), task('3', 'pending'), task('4', 'error')],
  },
  {
    type: 'table' as const,
    rows: [
      [cell('From'), cell('Outcome')],
      [cell('worker'), cell('timed out')],
    ],
  },
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'c', style: 'danger' as const, text: plain('Cancel') },
      {
        type: 'static_select' as const,
        action_id: 'd',
        placeholder: plain('Which port'),
        options: [{ text: plain('80'), value: '80' }],
      },
    ],
  },
];
