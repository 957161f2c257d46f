import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { dotnetIcuMissing as rule } from './dotnet-icu-missing.ts';

/** Source: dotnet/runtime System.Globalization; dotnet-docker#986. */
const said = "Couldn't find a valid ICU package installed on the system.";
const snapshot = ended({
  code: 134,
  log: `Process terminated. ${said} Set the configuration flag System.Globalization.Invariant to true`,
});

test('the library is named, and the way without it with its price', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.explanation).toContain('(exit code 134)');
  expect(finding.fix?.summary).toContain('SqlClient and cultures do not work in it');
  expect(evidenceText(finding)).toContain(said);
});

test('another abort is another cause', () => {
  expect(findingsOf(rule, ended({ code: 134, log: 'No usable version of libssl was found' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
