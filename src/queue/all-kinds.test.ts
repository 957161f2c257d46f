import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { queuesOf } from './all-kinds.ts';

test('every kind of job is counted and looked after', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('-job.ts'));
  const names = files.map((name) => name.replace('-job.ts', ''));
  expect(names).toContain('diagnose');
  expect(
    queuesOf(['hangzhou'])
      .map(({ kind }) => kind.name)
      .toSorted(),
  ).toEqual(names.toSorted());
});
