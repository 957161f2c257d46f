import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import type { OpenPage } from '../../test/support/workspace-page.ts';
import { openPage } from '../../test/support/workspace-page.ts';

const channel = 'C0MIGRATION';
/** Higher than any window here. */
const long = Array.from({ length: 80 }, (_, n) => `line ${n}`).join('\n');

describe.skipIf(chromiumPath === undefined)('whoever reads the page', () => {
  let browser: Browser;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    open = await openPage(browser, (app) => {
      app.action('decide', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'not by you', replace_original: false, response_type: 'ephemeral' });
      });
    });
  });
  afterEach(() => open.close());

  const post = async (text: string, rest: { thread_ts?: string } = {}): Promise<string> => {
    const { ts = '' } = await open.bolt.app.client.chat.postMessage({ channel, text, ...rest });
    return ts;
  };
  const articles = (within: string) => open.page.locator(within).getByRole('article');
  const thread = () => open.page.getByRole('complementary', { name: 'Thread' });
  test('sees the beginning of what is longer than the window, and stays where they read on to', async () => {
    const { page } = open;
    const ts = await post('diagnosing');
    await page.getByText('diagnosing', { exact: true }).waitFor();
    await open.bolt.app.client.chat.update({ channel, ts, text: long });
    const card = articles('.conversation').last();
    await card.getByText('line 79').waitFor({ state: 'attached' });
    await expect.poll(() => below(card)).toBeCloseTo(8, -1);
    await page.locator('.conversation .messages').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    const read = await below(card);
    await post('its evidence', { thread_ts: ts });
    await page.getByRole('button', { name: '1 reply' }).waitFor();
    expect(Math.abs((await below(card)) - read)).toBeLessThan(80);
  });

  test('begins a thread with its first reply, and keeps it open as somebody else', async () => {
    const { page, workspace } = open;
    const root = workspace.say({ text: 'why?' });
    await post(`first ${long}`, { thread_ts: root.ts });
    await post('second', { thread_ts: root.ts });
    await page.getByRole('button', { name: '2 replies' }).click();
    const first = thread().getByRole('article').nth(1);
    await expect.poll(() => below(first)).toBeCloseTo(8, -1);
    await page.getByRole('button', { name: 'Anna Berg' }).click();
    await page.getByRole('button', { name: 'Anna Berg', pressed: true }).waitFor();
    expect(await below(first)).toBeCloseTo(8, -1);
    await thread().getByLabel('Reply').fill('I do');
    await thread().getByLabel('Reply').press('Enter');
    await thread().getByText('I do').waitFor();
    expect(workspace.messages('migration').at(-1)).toMatchObject({ user: 'U0ANNA', thread_ts: root.ts });
  });

  test('is shown what is told to them alone, wherever they were reading', async () => {
    const { page } = open;
    const approves = { type: 'plain_text', text: 'Approve' } as const;
    const button = { type: 'button', action_id: 'decide', text: approves } as const;
    await open.bolt.app.client.chat.postMessage({
      channel,
      text: 'a plan',
      blocks: [{ type: 'actions', elements: [button] }],
    });
    await post(long);
    const approve = page.getByRole('button', { name: 'Approve', exact: true });
    await page.getByText('line 79').waitFor({ state: 'attached' });
    await approve.click();
    const answer = page.getByRole('article', { name: 'For you alone' });
    await answer.waitFor();
    const list = await page.locator('.conversation .messages').boundingBox();
    await expect.poll(() => below(answer)).toBeLessThan(list?.height ?? 0);
  });

  test('has Chinese told by a Chinese voice and drawn with Chinese forms, and English not', async () => {
    const { page } = open;
    await post('hz-shop 正常');
    await post('hz-shop is healthy');
    await page.getByText('hz-shop is healthy', { exact: true }).waitFor();
    const languages = await page
      .locator('.conversation .words')
      .evaluateAll((all) => all.map((words) => words.closest('[lang]')?.getAttribute('lang')));
    expect(languages).toEqual(['zh-CN', 'en']);
  });
});

/** How far below the upper edge of the list a message begins, in pixels. */
async function below(article: Locator): Promise<number> {
  const list = article.locator('xpath=ancestor::*[@role="region"]');
  const [inner, outer] = [await article.boundingBox(), await list.boundingBox()];
  return (inner?.y ?? Number.NaN) - (outer?.y ?? Number.NaN);
}
