import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { parseDocument } from 'yaml';
import { fixWordsFor } from '../../src/render/slack/fix-words.ts';
import { wordsFor } from '../../src/render/words.ts';
import { readerOf } from '../../src/text/reader.ts';
import { accessibilityProblems } from '../support/axe.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { personOn } from '../support/person-on-page.ts';
import { look, restore } from './faults/scene.ts';
import { openSite, type Site } from './faults/site.ts';
import { labDirectory } from './install.ts';
import { openLab, type Lab } from './lab.ts';
import { whyNoLab } from './skip.ts';
import { openSlackProcesses, type SlackProcesses } from './slack-processes.ts';

const why = whyNoLab() ?? (chromiumPath === undefined ? 'Chromium is not installed' : undefined);
if (why !== undefined) console.log(`skipped: the walk over the page of the workspace (${why})`);

/** Where each run leaves what it saw. */
const pictures = process.env['FERRYMAN_WALK_PICTURES'] ?? join(labDirectory(), 'page-walk');

/** From the question to a host that is fixed, by what stands on the page alone; what is true is asked of the host's own kernel. */
describe.skipIf(why !== undefined)('on the page of the workspace', () => {
  let lab: Lab;
  let site: Site;
  let slack: SlackProcesses;
  let browser: Browser;

  beforeAll(async () => {
    [lab, slack, browser] = await Promise.all([openLab(), openSlackProcesses(), launchChromium()]);
    site = await openSite(lab);
    await governAsProduction(site.config);
    const config = { file: site.config, home: lab.directory };
    await Promise.all([slack.start('worker', config), slack.start('bot', config)]);
    await mkdir(pictures, { recursive: true });
    console.log(`pictures: ${pictures}`);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await slack?.stop();
    await lab?.close();
  });

  beforeEach(() => restore(site.host, 'a bip in the file'), 90_000);

  /** `192.168.0.2 dev eth0`: where the kernel sends a packet for the container behind 30003. */
  async function route(): Promise<string> {
    const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const address = (await site.host.must(['docker', 'inspect', '-f', format, 'portainer'])).trim();
    const said = await site.host.must(['ip', 'route', 'get', address]);
    return said.split(' ').slice(0, 3).join(' ');
  }

  // Whoever approves reads English in both: a thread goes on in the language of who asked.
  test.each([
    { language: 'en', asks: 'Lin Wei', otherwise: /\p{Script=Han}/u },
    { language: 'zh-CN', asks: 'Chen Jie', otherwise: /\b(?!ip route get)[a-z]{2,} [a-z]{2,} [a-z]{2,}/i },
  ] as const)(
    'in $language, $asks asks, sees the evidence, may not approve, and Anna Berg does',
    async ({ language, asks, otherwise }) => {
      const words = wordsFor(readerOf(language));
      const { buttons, confirm, result } = fixWordsFor(readerOf(language));
      const page = await browser.newPage({ viewport: { width: 1360, height: 1000 } });
      const picture = async (name: string): Promise<void> => {
        await page.screenshot({ path: join(pictures, `${language}-${name}.png`) });
      };
      onTestFailed(() => picture('where-it-failed'));
      await page.goto(slack.workspace.pageUrl);
      const person = personOn(page);
      const broken = await route();
      expect(broken).toMatch(/^192\.168\.0\.\d dev eth0$/);

      await person.become(asks);
      await person.type('/diagnose hz-shop 30003');
      const card = person.message('hz-shop:30003');
      const fixIt = card.getByRole('button', { name: words.fixIt });
      await fixIt.waitFor({ timeout: 90_000 });
      expect(await card.locator('pre').first().innerText()).toContain(broken);
      await picture('1-card');
      const thread = await person.openThread(card);
      const evidence = thread.getByRole('article').nth(1);
      await evidence.locator('pre', { hasText: broken }).first().waitFor();
      await picture('2-evidence');

      await fixIt.click();
      const approve = thread.getByRole('button', { name: buttons.approve, exact: true });
      await approve.waitFor({ timeout: 60_000 });
      await approve.scrollIntoViewIfNeeded();
      await picture('3-plan');
      const own = await person.press(approve);
      await own.yes(confirm.yes('hz-shop'));
      await person.whisper('prod').waitFor();
      await picture('4-refused');
      expect(await route()).toBe(broken);

      await person.become('Anna Berg');
      const others = await person.press(approve);
      await picture('5-approval');
      await others.yes(confirm.yes('hz-shop'));
      const done = thread.getByRole('article').filter({ hasText: result.fixed('hz-shop') });
      await done.getByRole('table').waitFor({ timeout: 120_000 });
      await person.message(result.fixed('hz-shop')).waitFor();
      await done.getByRole('table').scrollIntoViewIfNeeded();
      await picture('6-done');

      const mended = await route();
      expect(mended).toMatch(/ dev docker0$/);
      expect(await done.getByRole('table').innerText()).toContain(mended);
      const { bridge, answers } = await look(site.host);
      expect(answers).toMatchObject({ 30_001: 'answers', 30_003: 'answers' });
      expect(others.question).toContain(bridge);
      const sentences = await proseOf(thread);
      expect(sentences.length).toBeGreaterThan(20);
      expect(sentences.filter((sentence) => otherwise.test(sentence))).toEqual([]);
      expect(await accessibilityProblems(page)).toEqual([]);
    },
  );
});

/** What is written between commands, output and names of rules. */
const proseOf = (thread: Locator): Promise<string[]> =>
  thread.locator('.rich-text .words, .context, td, th').evaluateAll((parts) =>
    parts.map((part) => {
      const prose = part.cloneNode(true);
      for (const code of prose.querySelectorAll('code, pre')) code.remove();
      return prose.textContent;
    }),
  );

/** Anybody may ask and approve, and nobody what they asked for themselves. */
async function governAsProduction(file: string): Promise<void> {
  const config = parseDocument(await readFile(file, 'utf8'));
  config.setIn(['hosts', 'hz-shop', 'tags'], ['prod']);
  const everyone = { everyone: true };
  const access = { teams: ['T0FERRYMAN'], diagnose: everyone, 'fix-bridge': everyone, approve: everyone };
  config.set('access', access);
  await writeFile(file, config.toString());
}
