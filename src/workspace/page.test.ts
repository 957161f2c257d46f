import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import type { BoltApp } from '../../test/support/workspace-bolt-app.ts';
import { startBoltApp } from '../../test/support/workspace-bolt-app.ts';
import type { Workspace } from './workspace.ts';
import { startWorkspace } from './workspace.ts';

if (chromiumPath === undefined)
  console.log('skipped: the workspace page in Chromium (Chromium is not installed)');

/** What a host may say, and what a careless page would run. */
const hostile = '<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>';
const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const commands = [
  { command: '/diagnose', description: 'Find out why a host does not answer', usage_hint: '<host> [port]' },
  { command: '/logs', description: 'Recent logs', usage_hint: '<host> <container>' },
];

describe.skipIf(chromiumPath === undefined)('the page in Chromium', () => {
  let browser: Browser;
  let workspace: Workspace;
  let bolt: BoltApp;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    workspace = await startWorkspace({ commands });
    bolt = await startBoltApp(workspace, register, 1);
    page = await browser.newPage({ viewport: { width: 1300, height: 850 } });
    await page.goto(workspace.pageUrl);
  });
  afterEach(async () => {
    await page.close();
    await bolt.stop();
    await workspace.stop();
  });

  const composer = () => page.getByLabel('Message to migration');

  test('completes a command, and the answer appears without a reload', async () => {
    await composer().pressSequentially('/di');
    await page.getByRole('option', { name: /\/diagnose/ }).waitFor();
    await composer().press('Tab');
    await composer().pressSequentially('hz-shop 30003');
    await composer().press('Enter');
    const card = page.getByRole('article').filter({ hasText: 'hz-shop 30003 does not answer' });
    await card.waitFor();
    expect(await card.getByRole('cell').allTextContents()).toEqual(['worker', 'timed out']);
    expect(await card.locator('pre').textContent()).toBe('192.168.0.2 dev eth0\n  FAILED');
    await page.getByText('Only visible to you').waitFor();
  });

  test('a click of another person changes the message for everybody', async () => {
    await workspace.slash({ command: '/diagnose', text: 'hz-shop' });
    await page.getByRole('button', { name: /Anna Berg/ }).click();
    await page.getByRole('button', { name: 'Fix it…' }).click();
    await page.getByRole('button', { name: 'Plan it' }).click();
    await page.getByText('Asked for by @anna').waitFor();
    const click = workspace.journal.deliveries.find(({ type }) => type === 'interactive');
    expect(click?.payload).toMatchObject({ user: { id: 'U0ANNA' }, actions: [{ action_id: 'fix' }] });
    expect(await page.getByRole('button', { name: 'Fix it…' }).count()).toBe(0);
  });

  test('a thread opens beside the channel and takes replies', async () => {
    await workspace.slash({ command: '/diagnose', text: 'hz-shop' });
    await page.getByRole('button', { name: /1 reply/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByLabel('Reply').fill('thanks');
    await thread.getByLabel('Reply').press('Enter');
    await thread.getByText('thanks').waitFor();
    expect(workspace.messages('migration').at(-1)).toMatchObject({ text: 'thanks', user: 'U0LIN' });
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'detached' });
  });

  test('a file shows its beginning in its thread, more on request, all on its own page, and runs nothing', async () => {
    const root = workspace.say({ text: 'why?' });
    const lines = Array.from({ length: 20 }, (_, n) => `line ${n + 1} ${n === 0 ? hostile : ''}`.trim());
    await bolt.app.client.files.uploadV2({
      token: workspace.botToken,
      channel_id: 'C0MIGRATION',
      thread_ts: root.ts,
      file_uploads: [{ filename: 'topapi.txt', title: 'topapi on hz-shop', content: lines.join('\n') }],
      initial_comment: 'Log of topapi',
    });
    await page.getByRole('button', { name: /1 reply/ }).click();
    const file = page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('figure', { name: 'File topapi' });
    await file.getByText('line 8').waitFor();
    expect(await file.locator('pre').textContent()).toBe(lines.slice(0, 8).join('\n'));
    await file.getByRole('button', { name: 'Show more' }).click();
    expect(await file.locator('pre').textContent()).toBe(lines.join('\n'));
    const [alone] = await Promise.all([
      page.waitForEvent('popup'),
      file.getByRole('link', { name: 'topapi on hz-shop' }).click(),
    ]);
    expect(await alone.locator('body').textContent()).toBe(lines.join('\n'));
    for (const one of [page, alone])
      expect(await one.evaluate(() => Reflect.get(globalThis, 'harmed'))).toBe(undefined);
  });

  test('what a host says stays text, wherever it stands', async () => {
    workspace.say({ text: `<@U0FERRYMAN> ${hostile}` });
    await page.getByText('hostile evidence').waitFor();
    await page.getByText(hostile).first().waitFor();
    const shown = await page.getByText(hostile).count();
    expect(shown).toBeGreaterThanOrEqual(5);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'harmed'))).toBe(undefined);
    expect(await page.locator('.messages img, .messages script').count()).toBe(0);
  });

  test('a guest sees only the channels of a guest, and nobody reads the whispers of others', async () => {
    await workspace.slash({ command: '/diagnose', text: 'hz-shop', user: 'lin' });
    await page.getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: /Gus Moreau/ }).click();
    const rooms = page.getByRole('navigation', { name: 'Channels' }).locator('.room');
    await page.getByText('Only visible to you').waitFor({ state: 'detached' });
    expect(await rooms.allTextContents()).toEqual(['#migration', '#random', 'Ferryman']);
  });

  test('nothing is asked of any other server, and the browser has nothing to complain of', async () => {
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await workspace.slash({ command: '/diagnose', text: 'hz-shop' });
    await page.reload();
    await page.getByText('hz-shop does not answer').first().waitFor();
    expect(new Set(asked)).toEqual(new Set([new URL(workspace.url).host]));
    expect(complaints).toEqual([]);
  });
});

const open = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } });

describe('the way in', () => {
  test('a token lets one browser in, once, and the cookie keeps it in', async () => {
    const workspace = await startWorkspace();
    const url = workspace.pageUrl;
    expect((await open(`${workspace.url}/page`)).status).toBe(403);
    expect((await open(`${workspace.url}/page/state`)).status).toBe(403);
    const first = await open(url);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(first.status).toBe(303);
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const session = cookie.split(';')[0] ?? '';
    expect((await open(`${workspace.url}/page`, session)).status).toBe(200);
    expect((await open(url, session)).status).toBe(303);
    await workspace.stop();
  });

  test('a browser that is not let in hears why, and how it gets a link', async () => {
    const workspace = await startWorkspace();
    const url = workspace.pageUrl;
    const session = (await open(url)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await open(url);
    expect(again.headers.get('set-cookie')).toBe(null);
    expect([again.status, await again.text()]).toEqual([
      403,
      expect.stringMatching(
        /^This link has let in another browser already.*\n.*\/page\/invite in a browser that is in/,
      ),
    ]);
    const old = await open(`${workspace.url}/?token=of-yesterday`);
    expect(await old.text()).toContain('of a workspace that ran here before');
    expect(await (await open(`${workspace.url}/page`)).text()).toContain('This browser has not been let in.');
    expect((await open(`${workspace.url}/page/invite`)).status).toBe(403);
    const shown = await (await open(`${workspace.url}/page/invite`, session)).text();
    const link = /http\S+/.exec(shown)?.[0] ?? '';
    const another = await open(link);
    expect([another.status, another.headers.get('set-cookie')]).toEqual([
      303,
      expect.stringContaining('workspace-'),
    ]);
    await workspace.stop();
  });

  test('another site cannot act with the cookie', async () => {
    const workspace = await startWorkspace();
    const { headers } = await fetch(workspace.pageUrl, { redirect: 'manual' });
    const response = await fetch(`${workspace.url}/page/say`, {
      method: 'POST',
      headers: {
        cookie: headers.get('set-cookie')?.split(';')[0] ?? '',
        origin: 'https://evil.example',
        'content-type': 'text/plain',
      },
      body: JSON.stringify({ text: 'gotcha', channel: 'migration', user: 'lin' }),
    });
    expect(response.status).toBe(403);
    expect(workspace.messages('migration')).toEqual([]);
    await workspace.stop();
  });
});

function register(app: BoltApp['app']): void {
  app.command('/diagnose', async ({ ack, command, client }) => {
    await ack({ text: 'Started.' });
    const title = `${command.text} does not answer`;
    const { ts = '' } = await client.chat.postMessage({
      channel: command.channel_id,
      text: title,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: title } },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_preformatted',
              elements: [{ type: 'text', text: '192.168.0.2 dev eth0\n  FAILED' }],
            },
          ],
        },
        {
          type: 'table',
          rows: [
            [
              { type: 'raw_text', text: 'From' },
              { type: 'raw_text', text: 'Outcome' },
            ],
            [
              { type: 'raw_text', text: 'worker' },
              { type: 'raw_text', text: 'timed out' },
            ],
          ],
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'fix',
              text: { type: 'plain_text', text: 'Fix it…' },
              confirm: {
                title: { type: 'plain_text', text: 'Move the bridge?' },
                text: { type: 'plain_text', text: 'Docker restarts.' },
                confirm: { type: 'plain_text', text: 'Plan it' },
                deny: { type: 'plain_text', text: 'Not now' },
              },
            },
          ],
        },
      ],
    });
    await client.chat.postMessage({ channel: command.channel_id, thread_ts: ts, text: 'evidence' });
  });
  app.action('fix', async ({ ack, respond, body }) => {
    await ack();
    await respond({ replace_original: true, text: `Asked for by <@${body.user.id}>` });
  });
  app.event('app_mention', async ({ client, event }) => {
    await client.chat.postMessage({
      channel: event.channel,
      text: 'hostile',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `hostile evidence ${escaped}` } },
        { type: 'section', text: { type: 'plain_text', text: hostile } },
        { type: 'section', text: { type: 'mrkdwn', text: `\`\`\`${escaped}\`\`\`` } },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: hostile }] }],
        },
        { type: 'markdown', text: hostile },
        { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] },
        { type: 'context', elements: [{ type: 'plain_text', text: hostile }] },
      ],
    });
  });
}
