import type { Page } from 'playwright-core';
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
    width: 1280,
    height: 960,
    scheme: 'light',
    async play(page) {
      await ask(page, '/diagnose hz-shop 30003', 'Run again');
      await toTop(page);
    },
  },
  {
    name: 'logs-dark',
    width: 1280,
    height: 800,
    scheme: 'dark',
    async play(page) {
      await ask(page, '/logs topapi on hz-api', 'Only errors');
      await toTop(page);
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
      await ask(page, '/diagnose hz-shop 30003', 'Run again');
      await toTop(page);
    },
  },
];

/** Types a command and waits until its card has a button that only a finished one has. */
async function ask(page: Page, line: string, button: string): Promise<void> {
  const before = await cards(page).count();
  const composer = page.getByLabel('Message to migration');
  await composer.fill(line);
  await composer.press('Enter');
  await cards(page).nth(before).getByRole('button', { name: button }).waitFor({ timeout: 60_000 });
}

const cards = (page: Page) =>
  page.locator('.conversation article:not(.ephemeral)').filter({ hasText: 'Ferryman' });

const toTop = (page: Page) =>
  cards(page)
    .last()
    .evaluate((card) => card.scrollIntoView({ block: 'start' }));
