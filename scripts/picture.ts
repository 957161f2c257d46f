/**
 * Makes docs/thread.png, the picture in the README: the demo's workspace in a real Chromium, the command typed on the page, so
 * that the picture cannot show what the program does not. `npx tsx scripts/picture.ts`
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { startDemo } from './demo/start-demo.ts';

const TARGET = fileURLToPath(new URL('../docs/thread.png', import.meta.url));
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (executablePath === undefined) throw new Error('Chromium is needed: apt-get install chromium');

const demo = await startDemo();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1360, height: 1180 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
  });
  await page.goto(demo.workspace.pageUrl);
  const composer = page.getByLabel('Message to migration');
  await composer.fill('/diagnose hz-shop 30003');
  await composer.press('Enter');
  await page.getByRole('button', { name: 'Run again' }).waitFor();
  await page.screenshot({ path: TARGET });
} finally {
  await browser.close();
  await demo.stop();
}
process.exit();
