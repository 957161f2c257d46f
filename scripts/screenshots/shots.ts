import type { Locator, Page } from 'playwright-core';
import { wordsFor } from '../../src/render/words.ts';
import { readerOf } from '../../src/text/reader.ts';
import type { Host } from '../../src/hosts/host.ts';
import type { Demo } from '../demo/start-demo.ts';
import { dashboardShots } from './dashboard-shots.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { incidentShots } from './incident-shots.ts';
import { cards, fitTo, toTop } from './on-page.ts';

/** A picture of docs/: how large, and what somebody does on the page before it is taken. */
export interface Shot {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** Absent: those of the demo. */
  readonly hosts?: readonly Host[];
  play(page: Page, workspace: Workspace, demo: Demo): Promise<void>;
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
  ...incidentShots,
  ...dashboardShots,
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
