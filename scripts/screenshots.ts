/**
 * Makes the pictures of README and docs: the demo's workspace in a real Chromium, every command typed on the page, so that no picture
 * shows what the program does not. `npm run screenshots` makes all, `npm run screenshots -- phone` those whose name holds a word.
 */
import { fileURLToPath } from 'node:url';

import type { Browser } from 'playwright-core';

import { chromiumPath, launchChromium } from '../test/support/chromium.ts';
import { startDemo } from './demo/start-demo.ts';
import { shots } from './screenshots/shots.ts';
import type { Shot } from './screenshots/shots.ts';

if (chromiumPath === undefined) {
  console.error('No Chromium is installed here, and pictures need one: apt-get install chromium.');
  process.exit(1);
}

const [, , word = ''] = process.argv;
const wanted = shots.filter(({ name }) => name.includes(word));
if (wanted.length === 0) {
  console.error(`There is no picture ${word}; there are ${shots.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const demo = await startDemo();
const browser = await launchChromium();
try {
  for (const shot of wanted) {
    await picture(browser, shot);
    console.log(`docs/${shot.name}.png`);
  }
} finally {
  await browser.close();
  await demo.stop();
}
process.exit();

async function picture(of: Browser, shot: Shot): Promise<void> {
  const { name, width, height, scheme } = shot;
  const phone = width < 640;
  const context = await of.newContext({
    viewport: { width, height },
    // A picture of a whole screen at 2 weighs more than half a megabyte.
    deviceScaleFactor: phone ? 1.75 : 1.25,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(phone ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = await context.newPage();
  await page.goto(demo.workspace.pageUrl);
  await page.getByText('Ferryman is connected').waitFor({ state: 'attached' });
  await shot.play(page, demo.workspace);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/${name}.png`, import.meta.url)) });
  await context.close();
}
