import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { userNotFound as rule } from './user-not-found.ts';

const snapshot = ended({
  code: 128,
  error: 'unable to find user appuser: no matching entries in passwd file',
});

test('the user whom the image does not know is named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi cannot start: its image has no user appuser');
  expect(finding.fix?.commands.join('\n')).toContain('--user <uid>:<gid>');
});

test('a group is looked up in another file', () => {
  const group = ended({ code: 128, error: 'unable to find group staff2: no matching entries in group file' });
  expect(findingOf(rule, group).falsifier).toContain('/etc/group');
});

test('another error of Docker is another cause', () => {
  expect(findingsOf(rule, ended({ code: 128, error: 'network vhnet not found' }))).toEqual([]);
});

keepsStill(rule, snapshot);
