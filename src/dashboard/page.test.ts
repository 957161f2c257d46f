import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/support/axe.ts';
import { chromiumPath, launchChromium } from '../../test/support/chromium.ts';
import { openDashboard, type TestDashboard } from '../../test/support/dashboard.ts';
import { incidentOf, member } from '../../test/support/incidents.ts';
import { hostOf, statusWith } from '../../test/support/statuses.ts';
import { Secret } from '../config/secret.ts';

if (chromiumPath === undefined) console.log('skipped: the dashboard in Chromium (Chromium is not installed)');

/** What a host may say, and what a careless page would run. */
const hostile = '<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>';
const longName = `container-${'x'.repeat(150)}`;

/** By half a minute more: the page counts in whole seconds, and a span that is just over would be the minute before. */
const ago = (minutes: number) => new Date(Date.now() - (minutes + 0.5) * 60_000).toISOString();

function troubled() {
  const title = { en: `Docker is not running ${hostile}`, 'zh-CN': 'Docker 没有运行' };
  const because = { en: 'no route to host', 'zh-CN': '没有到主机的路由' };
  return statusWith({
    hosts: [
      hostOf('hz-shop', {
        site: 'hangzhou',
        tags: ['shop'],
        state: 'critical',
        faults: [{ severity: 'critical', title, since: ago(12) }],
      }),
      hostOf('hz-files', {
        site: 'hangzhou',
        state: 'warning',
        faults: [{ severity: 'warning', title, since: ago(90) }],
        quiet: { until: ago(-60), because: 'a disk is replaced' },
      }),
      ...Array.from({ length: 20 }, (_, n) => hostOf(`hz-web-${n + 1}`, { site: 'hangzhou' })),
      hostOf('sg-db', {
        site: 'singapore',
        state: 'unseen',
        unseen: { since: ago(30), looks: 30, because },
      }),
      hostOf('sg-new', { site: 'singapore', state: 'unknown' }),
      hostOf('sg-old', { site: 'singapore', state: 'unwatched' }),
    ],
    incidents: [
      incidentOf(
        [
          { ...member('hz-shop'), title },
          { ...member('hz-web-1'), title },
        ],
        { openedAt: ago(12) },
      ),
    ],
    sites: [
      { site: 'hangzhou', workers: 2 },
      { site: 'singapore', workers: 0 },
    ],
    queues: [{ kind: 'diagnose', site: 'hangzhou', running: 1, waiting: 2, waitsSince: ago(2) }],
    jobs: [
      { id: 'j1', kind: 'logs', container: longName, host: 'hz-shop', since: ago(1), running: true },
      { id: 'j2', kind: 'diagnose', host: 'hz-shop', asked: { port: 30003 }, since: ago(1), running: false },
    ],
  });
}

const incidents = (page: Page) => page.getByRole('region', { name: 'Open incidents' });

describe.skipIf(chromiumPath === undefined)('the dashboard in Chromium', () => {
  let browser: Browser;
  let dashboard: TestDashboard | undefined;
  const pages: Page[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    await dashboard?.stop();
    dashboard = undefined;
  });

  async function open(
    look: Parameters<Browser['newPage']>[0] = {},
    config: Parameters<typeof openDashboard>[0] = {},
  ): Promise<{ page: Page; dashboard: TestDashboard }> {
    const opened = await openDashboard(config);
    dashboard = opened;
    opened.status = troubled();
    const context = await browser.newContext({ locale: 'en-GB', ...look });
    const page = await context.newPage();
    pages.push(page);
    await page.goto(opened.link);
    return { page, dashboard: opened };
  }

  test('says what is open first, then the hosts of each site, then what runs and waits', async () => {
    const { page } = await open();
    await incidents(page).getByText('2 of 24 hosts: Docker is not running').waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Ferryman itself',
      'Open incidents1',
      'Hosts',
      'Running now',
      'Queues',
    ]);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'hangzhou2 workers',
      'singaporeno worker',
    ]);
    await incidents(page).getByText('hz-shop, hz-web-1').waitFor();
    await page.getByText('quiet until').waitFor();
    await page.getByText('Diagnosing hz-shop:30003').waitFor();
    expect(await page.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual([
      'hangzhou',
      '1',
      '2',
      '2 min',
    ]);
  });

  test('follows what changes without a reload, and says how fresh it is', async () => {
    const { page, dashboard: ours } = await open();
    await incidents(page).getByText('2 of 24 hosts').waitFor();
    await page.getByText(/^live · heard \d sec ago$/).waitFor();
    ours.status = statusWith({ hosts: [hostOf('hz-shop')] });
    await page.getByText('No incident is open.').waitFor();
    await page.getByText('No job runs or waits.').waitFor();
    expect(await page.getByRole('list', { name: '1 host: 1 healthy' }).textContent()).toBe('1 healthy');
  });

  test('what a host says stays text', async () => {
    const { page } = await open();
    await page.getByText(hostile).first().waitFor();
    expect(await page.getByText(hostile).count()).toBeGreaterThanOrEqual(3);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'harmed'))).toBe(undefined);
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  test('a lost connection is said, and so is that it is back', async () => {
    const { page, dashboard: ours } = await open();
    await page.getByText(/^live/).waitFor();
    await ours.stop();
    await page.getByText(/^connection lost · last heard/).waitFor();
    await page
      .getByRole('alert')
      .getByText(/^Nothing has been heard for/)
      .waitFor({ timeout: 20_000 });
    // What was known stands there still.
    expect(await incidents(page).getByText('2 of 24 hosts').count()).toBe(1);
    dashboard = await openDashboard({ port: ours.port });
    await page
      .getByRole('alert')
      .getByText(/^This browser is not let in any more/)
      .waitFor({ timeout: 20_000 });
  });

  test('a queue that does not answer is said', async () => {
    const { page, dashboard: ours } = await open();
    await page.getByText(/^live/).waitFor();
    ours.broken = true;
    await page
      .getByRole('alert')
      .getByText(/could not read how things are/)
      .waitFor();
    ours.broken = false;
    await expect
      .poll(() =>
        page
          .getByRole('alert')
          .getByText(/could not read/)
          .count(),
      )
      .toBe(0);
  });

  test('many hosts are filtered by name, site, tag, state or fault, from the keyboard', async () => {
    const { page } = await open();
    await page.getByText('hz-web-7', { exact: true }).waitFor();
    await page.keyboard.press('/');
    const filter = page.getByRole('searchbox', { name: 'Filter hosts' });
    await filter.pressSequentially('hz-web-7');
    await page.getByText('hz-web-8', { exact: true }).waitFor({ state: 'detached' });
    for (const [typed, there, gone] of [
      ['singapore', 'sg-db', 'hz-shop'],
      ['no route', 'sg-db', 'sg-new'],
      ['shop docker', 'hz-shop', 'hz-files'],
    ] as const) {
      await filter.fill(typed);
      const hosts = page.getByRole('region', { name: 'Hosts' });
      await hosts.getByText(there, { exact: true }).waitFor();
      expect(await hosts.getByText(gone, { exact: true }).count()).toBe(0);
    }
    await filter.fill('nothing like that');
    await page.getByText('No host fits.').waitFor();
  });

  test('it is Chinese for whoever reads that, or asks for it', async () => {
    const { page } = await open({ locale: 'zh-CN' });
    await page.getByRole('region', { name: '未恢复的故障' }).getByText('Docker 没有运行').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('link', { name: 'English' }).click();
    await incidents(page).getByText('Docker is not running').waitFor();
    await page.reload();
    await incidents(page).waitFor();
  });

  test.each([360, 390, 768])('%i pixels are wide enough for all of it', async (width) => {
    const { page } = await open({
      viewport: { width, height: 780 },
      hasTouch: width < 700,
      isMobile: width < 700,
    });
    await incidents(page).getByText('2 of 24 hosts').waitFor();
    await page.getByText(longName.slice(0, 60)).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test.each([
    ['light', 'en-GB', 1280],
    ['dark', 'en-GB', 1280],
    ['light', 'zh-CN', 360],
    ['dark', 'zh-CN', 360],
  ] as const)('nobody is kept out by how it is made: %s, %s, %i', async (colorScheme, locale, width) => {
    const { page } = await open({ colorScheme, locale, viewport: { width, height: 780 } });
    await page.locator('.incident').waitFor();
    await page.locator('.queues').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('whoever knows the token comes in by its form, and whoever does not, does not', async () => {
    const token = 'a-token-that-nobody-guesses';
    const { page } = await open({}, { token: new Secret(token) });
    const field = page.getByLabel('Token of this dashboard');
    await field.fill('wrong');
    await field.press('Enter');
    await page.getByRole('alert').getByText('That is not the token.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await field.fill(token);
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await incidents(page).getByText('2 of 24 hosts').waitFor();
  });

  test('a link to it in a page of others opens it in a browser that is in', async () => {
    const { page, dashboard: ours } = await open();
    await incidents(page).waitFor();
    // Another site, as far as cookies are concerned: a page of no origin.
    await page.goto(`data:text/html,<a href="${ours.url}/">status</a>`);
    await page.getByText('status').click();
    await incidents(page).getByText('2 of 24 hosts').waitFor();
    expect(page.url()).toContain(ours.url);
  });
});
