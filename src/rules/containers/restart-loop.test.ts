import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, looping } from '../../../test/support/troubled-container.ts';
import { restartLoop as rule } from './restart-loop.ts';

const snapshot = looping({ code: 3, log: 'starting shop 4.2' });

test('a loop that does not say why is told with its exit code and its last lines', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi restarts over and over: it ends with exit code 3 each time');
  expect(evidenceText(finding)).toContain('starting shop 4.2');
  expect(rule.rank).toBe('general');
});

test('a loop that says why is told as a crash, and an end that stays is no loop', () => {
  expect(findingsOf(rule, looping({ code: 3, log: 'fatal: no market given' }))).toEqual([]);
  expect(findingsOf(rule, ended({ code: 3 }))).toEqual([]);
});

keepsStill(rule, snapshot);
