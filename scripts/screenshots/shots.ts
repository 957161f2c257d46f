import type { Locator, Page } from 'playwright-core';
import { wordsFor } from '../../src/render/words.ts';
import { readerOf } from '../../src/text/reader.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** A picture of docs/: how large, and what somebody does on the page before it is taken. */
export interface Shot {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  play(page: Page, workspace: Workspace): Promise<void>;
}

export const shots: readonly Shot[] = [
  {
    name: 'thread',
    width: 1120,
    height: 700,
    scheme: 'light',
    async play(page) {
      await fitTo(page, await ask(page, '/diagnose hz-shop 30003', 'Run again'));
    },
  },
  {
    name: 'logs-dark',
    width: 1280,
    height: 800,
    scheme: 'dark',
    async play(page) {
      await toTop(await ask(page, '/logs topapi on hz-api', 'Only errors'));
    },
  },
  {
    name: 'home',
    width: 1280,
    height: 720,
    scheme: 'light',
    async play(page) {
      const rooms = page.getByRole('navigation', { name: 'Channels' });
      await rooms.getByRole('button', { name: 'Ferryman' }).click();
      await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    },
  },
  {
    name: 'workbench',
    width: 1280,
    height: 800,
    scheme: 'light',
    async play(page, workspace) {
      workspace.faults.rateLimit({ method: 'chat.update', retryAfterSeconds: 1 });
      await page.keyboard.press('Control+j');
      await ask(page, '/diagnose hz-shop 30001', 'Run again');
      await page.getByText('fault: rate-limit').first().waitFor();
    },
  },
  {
    name: 'phone',
    width: 390,
    height: 720,
    scheme: 'light',
    async play(page) {
      await toTop(await ask(page, '/diagnose hz-shop 30003', 'Run again'));
    },
  },
  {
    name: 'chinese',
    width: 1120,
    height: 700,
    scheme: 'light',
    async play(page) {
      await page.getByRole('button', { name: 'Chen Jie' }).click();
      const { runAgain } = wordsFor(readerOf('zh-CN'));
      await fitTo(page, await ask(page, '/diagnose hz-shop 30003', runAgain));
    },
  },
  // Last, since the form stays open for whoever asked for it.
  {
    name: 'form',
    width: 900,
    height: 560,
    scheme: 'light',
    async play(page) {
      const composer = page.getByLabel('Message to migration');
      await composer.fill('/diagnose');
      await composer.press('Escape');
      await composer.press('Enter');
      const form = page.getByRole('dialog', { name: 'Diagnose' });
      await form.getByRole('combobox').fill('hz');
      await form.getByRole('option').nth(1).waitFor();
    },
  },
];

/** Types a command and waits until its card has a button that only a finished one has; its card. */
async function ask(page: Page, line: string, button: string): Promise<Locator> {
  const before = await cards(page).count();
  const composer = page.getByLabel('Message to migration');
  await composer.fill(line);
  await composer.press('Enter');
  const card = cards(page).nth(before);
  await card.getByRole('button', { name: button }).waitFor({ timeout: 60_000 });
  // Its evidence is below it by then, and says so.
  await card.locator('.replies').waitFor();
  return card;
}

const cards = (page: Page) =>
  page.locator('.conversation article:not(.ephemeral)').filter({ hasText: 'Ferryman' });

const toTop = (card: Locator) => card.evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** Makes the window as high as it takes to see a card whole. */
async function fitTo(page: Page, card: Locator): Promise<void> {
  const size = page.viewportSize();
  const [around, list] = [
    await card.boundingBox(),
    await page.locator('.conversation .messages').boundingBox(),
  ];
  if (!size || !around || !list) throw new Error('the card is not on the page');
  await page.setViewportSize({
    width: size.width,
    height: Math.ceil(size.height - list.height + around.height),
  });
  await toTop(card);
}
