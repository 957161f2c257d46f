import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { interpreterOrLoaderMissing as rule } from './interpreter-or-loader-missing.ts';

const snapshot = ended({ log: 'exec /entrypoint.sh: no such file or directory' });

test('the file whose interpreter is missing is named, however the runtime puts it', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toContain('what /entrypoint.sh needs to run is not in its image');
  expect(finding.fix?.commands[0]).toContain('docker cp topapi:/entrypoint.sh');
});

test.each([
  'standard_init_linux.go:228: exec user process caused: no such file or directory',
  'standard_init_linux.go:178: exec user process caused "no such file or directory"',
])('an older runc: %s', (log) => {
  expect(findingOf(rule, ended({ log })).title).toContain('what dotnet needs to run');
});

test('a file that the application itself does not find is another cause', () => {
  expect(findingsOf(rule, ended({ log: 'cat: /config/app.conf: no such file or directory' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
