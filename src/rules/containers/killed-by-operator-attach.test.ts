import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, withEvents } from '../../../test/support/troubled-container.ts';
import { killedByOperatorAttach as rule } from './killed-by-operator-attach.ts';

const snapshot = withEvents(ended({ code: 130, after: 5 }), [
  { at: 0, action: 'start' },
  { at: 2, action: 'attach' },
  { at: 4, action: 'kill', attributes: { signal: '2' } },
  { at: 5, action: 'die', attributes: { exitCode: '130' } },
]);

test('somebody who attached and pressed Ctrl-C is the proven cause', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(evidenceText(finding)).toMatch(/attach\n.*kill signal=2\n.*die exitCode=130/);
  expect(finding.fix?.summary).toContain('docker exec');
});

test('without events it is likely, for whoever asks', () => {
  expect(findingsOf(rule, ended({ code: 130 }))).toEqual([]);
  expect(findingOf(rule, ended({ code: 130 }), { container: 'topapi' }).certainty).toBe('likely');
});

test('who was attached from before the start ran it in the foreground', () => {
  const foreground = withEvents(ended({ code: 130, after: 5 }), [
    { at: -1, action: 'attach' },
    { at: 0, action: 'start' },
    { at: 5, action: 'die', attributes: { exitCode: '130' } },
  ]);
  expect(findingsOf(rule, foreground)).toEqual([]);
});

keepsStill(rule, snapshot);
