/**
 * Makes the pictures of README and docs: the demo's workspace in a real Chromium, every command typed on the page, so that no picture
 * shows what the program does not. `npm run screenshots` makes all, `npm run screenshots -- phone` those whose name holds a word.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Browser } from 'playwright-core';

import { launchChromium } from '../test/support/chromium.ts';
import { type Demo, startDemo } from './demo/start-demo.ts';
import { missingPackages } from './screenshots/needs.ts';
import { shots } from './screenshots/shots.ts';
import type { Shot } from './screenshots/shots.ts';

const missing = missingPackages();
if (missing.length > 0) {
  console.error(`Pictures need more than there is here: apt-get install ${missing.join(' ')}`);
  process.exit(1);
}

const [, , word = ''] = process.argv;
const wanted = shots.filter(({ name }) => name.includes(word));
if (wanted.length === 0) {
  console.error(`There is no picture ${word}; there are ${shots.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

/** With its own hosts where a picture needs more than the demo has. */
const demos = new Map<Shot['hosts'], Demo>();
const browser = await launchChromium();
try {
  for (const shot of wanted) {
    const path = `docs/${shot.name}.png`;
    writeFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), small(await picture(browser, shot)));
    console.log(path);
  }
} finally {
  await browser.close();
  for (const demo of demos.values()) await demo.stop();
}
process.exit();

async function picture(of: Browser, shot: Shot): Promise<Buffer> {
  const { width, height, scheme } = shot;
  const demo = demos.get(shot.hosts) ?? (await startDemo(shot.hosts));
  demos.set(shot.hosts, demo);
  const phone = width < 640;
  const context = await of.newContext({
    viewport: { width, height },
    deviceScaleFactor: phone ? 2 : 1.5,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(phone ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = await context.newPage();
  await page.goto(demo.workspace.pageUrl);
  await page.getByText('Ferryman is connected').waitFor({ state: 'attached' });
  await shot.play(page, demo.workspace, demo);
  const png = await page.screenshot();
  await context.close();
  return png;
}

/** With a palette of 256 colours, a third of the size and the same to the eye. */
function small(png: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('pngquant', ['--strip', '--speed', '1', '-'], {
    input: png,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`pngquant ended with ${status}: ${stderr.toString().trim()}`);
  return stdout;
}
