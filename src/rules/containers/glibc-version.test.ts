import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { glibcVersion as rule } from './glibc-version.ts';

const line =
  "/srv/topapi: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /srv/topapi)";
const snapshot = ended({ log: line });

test('the version and the program that asks for it are named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe(
    'topapi ends at once: /srv/topapi needs GLIBC_2.34, which its image does not have',
  );
  expect(evidenceText(finding)).toContain(line);
});

test('another library that is missing is another cause', () => {
  const log =
    'error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory';
  expect(findingsOf(rule, ended({ code: 127, log }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
