import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import type { BoltApp } from '../../test/support/workspace-bolt-app.ts';
import type { OpenPage } from '../../test/support/workspace-page.ts';
import { openPage } from '../../test/support/workspace-page.ts';

const channel = 'C0MIGRATION';

describe.skipIf(chromiumPath === undefined)('the workbench of the page', () => {
  let browser: Browser;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    open = await openPage(browser, register);
    await open.page.keyboard.press('Control+j');
  });
  afterEach(() => open.close());

  const bench = () => open.page.getByRole('region', { name: 'Faults and journal' });
  const post = (text: string) =>
    open.bolt.app.client.chat.postMessage({ channel, text }).then(
      ({ ok }) => ok,
      ({ code }: { code?: string }) => code,
    );
  const arm = async (fault: string, method: string, often: string) => {
    await bench().getByLabel('Fault', { exact: true }).selectOption(fault);
    await bench().getByLabel('Method').selectOption(method);
    await bench().getByLabel('How often').selectOption(often);
    await bench().getByRole('button', { name: 'Arm' }).click();
  };

  test('an armed fault meets the calls it is for, and the journal says so', async () => {
    const { page, workspace } = open;
    await arm('Answer 429', 'of chat.postMessage', 'the next one');
    const armed = bench().getByRole('list', { name: 'Armed faults' }).getByRole('listitem');
    await armed.getByText('1 to come').waitFor();
    expect(await post('refused')).toBe('slack_webapi_rate_limited_error');
    expect(await post('taken')).toBe(true);
    await bench().locator('.entry.bad').filter({ hasText: 'fault: rate-limit' }).waitFor();
    await armed.waitFor({ state: 'detached' });
    expect(workspace.messages('migration').map(({ text }) => text)).toEqual(['taken']);

    await arm('Lose the reply', 'of any method', 'every one');
    await armed.getByText('every one until cleared').waitFor();
    expect(await post('kept, but nobody is told')).toBe('slack_webapi_request_error');
    await bench().getByRole('button', { name: 'Clear faults' }).click();
    await armed.waitFor({ state: 'detached' });
    expect(await post('told')).toBe(true);
    await bench().getByRole('button', { name: 'What went wrong' }).click();
    await page.getByText('ok, fault: drop-reply').waitFor();
    expect(await bench().locator('.entry').count()).toBe(2);
  });

  test('what was delivered can be looked at, and delivered again', async () => {
    const { workspace } = open;
    workspace.say({ text: '<@U0FERRYMAN> hello', user: 'anna' });
    const entry = bench().locator('.entry').filter({ hasText: 'app_mention' });
    await entry.getByText(/acknowledged after \d+ ms/).waitFor();
    await entry.locator('summary').click();
    expect(await entry.locator('pre').textContent()).toContain('"<@U0FERRYMAN> hello"');
    await entry.getByRole('button', { name: 'Deliver it again' }).click();
    await bench().getByText('app_mention (delivered again, 1)').waitFor();
    expect(workspace.messages('migration').filter(({ user }) => user === 'U0FERRYMAN')).toHaveLength(2);
  });

  test('a channel is archived, and Ferryman is taken out of it, by a button', async () => {
    const { page } = open;
    await bench().getByRole('button', { name: 'Archive #migration' }).click();
    await page.getByText('#migration is archived').waitFor();
    expect(await post('nobody reads it')).toBe('slack_webapi_platform_error');
    await bench().getByRole('button', { name: 'Unarchive #migration' }).click();
    await page.getByLabel('Message to migration').waitFor();
    expect(await post('read')).toBe(true);
    await bench().getByRole('button', { name: 'Remove Ferryman from #migration' }).click();
    await bench().getByRole('button', { name: 'Invite Ferryman to #migration' }).waitFor();
    expect(await post('nobody reads it')).toBe('slack_webapi_platform_error');
  });

  test('a cut of every socket is seen, and so is their return', async () => {
    const { page } = open;
    await bench().getByRole('button', { name: 'Cut every socket' }).click();
    await page.getByText('Ferryman is not connected').waitFor();
    await page.getByText('Ferryman is connected (2)').waitFor();
    expect(open.workspace.connections).toBe(2);
  });
});

test('nobody makes trouble who has not been let in', async () => {
  const { startWorkspace } = await import('./workspace.ts');
  const workspace = await startWorkspace();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'error-503', times: 'always' });
  const refused = await fetch(`${workspace.url}/page/faults`, { method: 'POST', headers, body });
  expect([refused.status, (await fetch(`${workspace.url}/page/faults`)).status]).toEqual([403, 403]);
  expect((await fetch(`${workspace.apiUrl}api.test`)).status).toBe(200);
  await workspace.stop();
});

function register(app: BoltApp['app']): void {
  app.event('app_mention', async ({ client, event }) => {
    await client.chat.postMessage({ channel: event.channel, text: 'hello' });
  });
}
