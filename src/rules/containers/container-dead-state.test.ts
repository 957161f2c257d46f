import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { containerDeadState as rule } from './container-dead-state.ts';

const snapshot = ended({ code: 137, inspect: { State: { Status: 'dead', Dead: true } } });

test('a dead container is told with what stays taken', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.explanation).toContain('its name stays taken');
});

test('one that ended is not dead', () => {
  expect(findingsOf(rule, ended({ code: 137 }))).toEqual([]);
});

keepsStill(rule, snapshot);
