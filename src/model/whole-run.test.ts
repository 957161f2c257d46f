import { expect, test } from 'vitest';

import { wholeRun } from './whole-run.ts';

const lines = (...texts: readonly string[]) => texts.map((text) => ({ text }));
const told = (run: number, ...texts: readonly string[]) => {
  const all = lines(...texts);
  return wholeRun(all.slice(run), all).map(({ text }) => text);
};

test('a run that is only begun is told by the whole one before it', () => {
  expect(
    told(3, 'start at 12:00:01', 'no framework', '  2.1.0 at /usr', 'start at 12:00:09', 'no framework'),
  ).toEqual(['start at 12:00:01', 'no framework', '  2.1.0 at /usr']);
});

test('what the next run has begun to say is left out', () => {
  expect(told(0, 'start 1', 'no framework', '  2.1.0', 'start 2', 'no framework')).toEqual([
    'start 1',
    'no framework',
    '  2.1.0',
  ]);
});

test('a whole run stands for itself, and so does one that went another way', () => {
  expect(told(2, 'start 1', 'bye', 'start 2', 'bye')).toEqual(['start 2', 'bye']);
  expect(told(3, 'start 1', 'refused', 'bye', 'start 2', 'out of memory')).toEqual([
    'start 2',
    'out of memory',
  ]);
  expect(told(0, 'one line')).toEqual(['one line']);
  expect(told(0)).toEqual([]);
});

test('a line that comes again and again is no run of its own', () => {
  expect(told(0, 'retry', 'retry', 'retry')).toEqual(['retry', 'retry', 'retry']);
});

test('lines of 16 KiB without a space take no time', () => {
  const long = 'x'.repeat(16_384);
  const all = Array.from({ length: 2_000 }, () => ({ text: long }));
  const begun = performance.now();
  wholeRun(all.slice(1_000), all);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
