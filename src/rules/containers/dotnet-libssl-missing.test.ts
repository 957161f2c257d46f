import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { dotnetLibsslMissing as rule } from './dotnet-libssl-missing.ts';

/** Source: dotnet/core#4749, runtime#27113. */
const snapshot = ended({ code: 134, log: 'No usable version of the libssl was found' });

test('the library and the versions that know it are named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.explanation).toContain('Versions up to .NET 5 know OpenSSL 1.0 and 1.1 only');
});

test('a missing ICU is another cause', () => {
  const log = "Couldn't find a valid ICU package installed on the system.";
  expect(findingsOf(rule, ended({ code: 134, log }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
