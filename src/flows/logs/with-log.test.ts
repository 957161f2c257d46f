import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import { viewOf } from '../../../test/support/views.ts';
import type { LogLine } from '../../report/logs.ts';
import { logOf, withLog } from './with-log.ts';

const snapshot = hostSaying(['began', 'ended']);
const id = viewOf('containers', snapshot).find(({ name }) => name === 'shop-web')?.id ?? '';
const own = logOf(snapshot, id);
const texts = (lines: readonly LogLine[]) => logOf(withLog(snapshot, id, lines), id).map(({ text }) => text);
const at = (seconds: number) => new Date(Date.parse(own[0]?.at ?? '') + seconds * 1_000).toISOString();
const early = (count: number): LogLine[] =>
  Array.from({ length: count }, (_, n) => ({ stream: 'stdout', at: at(n - 60), text: `early ${n}` }));

test('a longer log takes the place of the one that the diagnosis has', () => {
  const late: LogLine = { stream: 'stdout', at: at(1), text: 'late' };
  expect(texts([...early(3), late])).toEqual(['early 0', 'early 1', 'early 2', 'late']);
});

test('what was written after it was read is kept from the diagnosis', () => {
  expect(texts(early(3))).toEqual(['early 0', 'early 1', 'early 2', 'began', 'ended']);
});

test('a shorter one adds nothing', () => {
  expect(texts(early(2))).toEqual(['began', 'ended']);
});
