import { expect, test } from 'vitest';

import { findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { entrypointNotExecutable as rule } from './entrypoint-not-executable.ts';

const snapshot = ended({
  code: 126,
  error:
    'OCI runtime create failed: runc create failed: unable to start container process: exec: "/srv/start.sh": permission denied: unknown',
});

test('the file that may not be executed is named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi cannot start: /srv/start.sh may not be executed');
  expect(finding.fix?.commands[0]).toContain('RUN chmod +x /srv/start.sh');
});

test('a directory is told as one, and a mounted file is mended on the host', () => {
  expect(
    findingOf(rule, ended({ code: 126, error: 'exec: "/www": is a directory: unknown' })).title,
  ).toContain('/www is a directory');
  const mounted = withContainer(snapshot, 'topapi', {
    Mounts: [{ Type: 'bind', Source: '/opt/start.sh', Destination: '/srv/start.sh', RW: true }],
  });
  expect(findingOf(rule, mounted).fix?.commands[0]).toContain('chmod +x /opt/start.sh');
});

test('a program that is not there is another cause', () => {
  const missing = 'exec: "/srv/start.sh": stat /srv/start.sh: no such file or directory: unknown';
  expect(findingsOf(rule, ended({ code: 127, error: missing }))).toEqual([]);
});

keepsStill(rule, snapshot);
