import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { notCovered } from '../../src/rules/not-covered.ts';
import { catalogue } from '../../test/support/catalogue.ts';
import { describeCauses } from './describe-causes.ts';

test('docs/causes.md says what the rules say; npx tsx scripts/causes.ts writes it anew', () => {
  expect(readFileSync(new URL('../../docs/causes.md', import.meta.url), 'utf8')).toBe(describeCauses());
});

test('every cause of the catalogue has a rule or a reason why not, and nothing has both', () => {
  const named = [...rules, ...notCovered].map(({ id }) => id);
  expect(named.filter((id, index) => named.indexOf(id) !== index)).toEqual([]);
  expect(Object.keys(catalogue).filter((id) => !named.includes(id))).toEqual([]);
  expect(named.filter((id) => !(id in catalogue))).toEqual([]);
});

test('above every rule stands what people see, why it is so, and what the rule cannot see', () => {
  const written = describeCauses();
  const without = rules.filter(({ id }) => {
    const part = written.split(`### ${id}\n`)[1]?.split('\n### ')[0] ?? '';
    return !/^- Seen: /m.test(part) || !/^- Why: /m.test(part) || !/^- Not seen: /m.test(part);
  });
  expect(without.map(({ id }) => id)).toEqual([]);
});
