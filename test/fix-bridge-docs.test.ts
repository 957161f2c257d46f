import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderFixAnswer, renderFixOutcome } from '../src/render/terminal-fix.ts';
import { recordedOutcome, recordedPlan } from './support/recorded-fix.ts';

const path = new URL('../docs/fix-bridge.md', import.meta.url);
const plain = { color: false, width: 100 };

/** `vitest -u` writes it anew. The digest binds more than the page shows, so the page keeps the one that it has. */
test('the page about /fix-bridge shows what is printed for the recorded host', async () => {
  const page = readFileSync(path, 'utf8');
  const [digest = ''] = /digest [0-9a-f]{12}/.exec(page) ?? [];
  const plan = renderFixAnswer({ kind: 'plan', plan: recordedPlan() }, plain);
  const printed = [plan.replace(/digest [0-9a-f]{12}/, digest), renderFixOutcome(recordedOutcome(), plain)];
  const shown = printed.reduce((text, one) => {
    const first = one.slice(0, one.indexOf(' '));
    return text.replace(new RegExp(`(?<=^\`\`\`\\n)${first} [^]*?(?=^\`\`\`$)`, 'mu'), () => one);
  }, page);
  expect(printed.every((one) => shown.includes(one))).toBe(true);
  await expect(shown).toMatchFileSnapshot(path.pathname);
});
