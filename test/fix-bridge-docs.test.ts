import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderFixAnswer, renderFixOutcome } from '../src/render/terminal-fix.ts';
import { storyOutcome, storyPlan } from './support/fix-plan.ts';

const page = readFileSync(new URL('../docs/fix-bridge.md', import.meta.url), 'utf8');
const plain = { color: false, width: 100 };

test('the page about /fix-bridge shows what is printed', () => {
  expect(page).toContain(renderFixAnswer({ kind: 'plan', plan: storyPlan }, plain));
  expect(page).toContain(renderFixOutcome(storyOutcome, plain));
});
