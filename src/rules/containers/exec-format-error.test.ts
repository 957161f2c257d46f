import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, looping } from '../../../test/support/troubled-container.ts';
import { execFormatError as rule } from './exec-format-error.ts';

const snapshot = looping({ log: 'exec /srv/app: exec format error' });

test('the program that is for another processor is named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toContain('/srv/app is no program for this processor');
  expect(finding.explanation).toContain('again at every restart (7 so far)');
});

test('an older runc says it in other words', () => {
  const log = 'standard_init_linux.go:211: exec user process caused "exec format error"';
  expect(findingOf(rule, ended({ log })).title).toContain('dotnet is no program');
});

test('a missing interpreter is another cause', () => {
  expect(findingsOf(rule, ended({ log: 'exec /srv/app: no such file or directory' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
