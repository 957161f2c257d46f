import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { crashedBySignal as rule } from './crashed-by-signal.ts';

const snapshot = ended({ code: 139, log: 'Segmentation fault' });

test('the signal is named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi crashed: its process was ended by SIGSEGV');
});

test('an illegal instruction makes one think of the machine', () => {
  const finding = findingOf(rule, ended({ code: 132 }));
  expect(finding.explanation).toContain('an instruction that this processor does not have');
  expect(finding.fix?.commands[0]).toContain('/proc/cpuinfo');
});

test('an abort after an exception of its own, a kill and a plain exit code are other causes', () => {
  expect(findingsOf(rule, ended({ code: 134, log: 'Unhandled exception. System.Exception: no' }))).toEqual(
    [],
  );
  expect(findingsOf(rule, ended({ code: 137 }))).toEqual([]);
  expect(findingsOf(rule, ended({ code: 1 }))).toEqual([]);
});

keepsStill(rule, snapshot);
