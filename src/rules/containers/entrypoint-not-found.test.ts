import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { entrypointNotFound as rule } from './entrypoint-not-found.ts';

const snapshot = ended({
  code: 127,
  error:
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/srv/topapi": stat /srv/topapi: no such file or directory: unknown',
});

test('the program that is missing is named, from the state alone', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toBe('topapi cannot start: there is no /srv/topapi in it');
  expect(evidenceText(finding)).toContain('stat /srv/topapi: no such file or directory');
  expect(finding.explains).toEqual(['container:topapi', 'port:30287']);
  expect(finding.fix?.summary).toContain('made by hand (docker run)');
});

test('one that never ran and that nobody has missed for a week is left over, until somebody asks for it', () => {
  const old = withContainer(snapshot, 'topapi', { Created: '2026-10-01T00:00:00Z' });
  expect(findingOf(rule, old).severity).toBe('notice');
  expect(findingOf(rule, old, { container: 'topapi' }).severity).toBe('critical');
});

test.each([
  ['a bare name', 'OCI runtime create failed: exec: "gunicorn": executable file not found in $PATH: unknown'],
  [
    'docker 1.13, quotes escaped',
    String.raw`oci runtime error: container_linux.go:247: starting container process caused "exec: \"gunicorn\": executable file not found in $PATH"`,
  ],
])('%s', (_what, error) => {
  expect(findingOf(rule, ended({ code: 127, error })).title).toContain('there is no gunicorn in it');
});

test('a mount over the place where it would be is said', () => {
  const covered = withContainer(snapshot, 'topapi', {
    Mounts: [{ Type: 'bind', Source: '/mnt/empty', Destination: '/srv', RW: true }],
  });
  expect(findingOf(rule, covered).explanation).toContain(
    '/srv, where that would be, is covered by a mount of /mnt/empty',
  );
});

test('a program that may not be executed is another cause', () => {
  expect(findingsOf(rule, ended({ code: 126, error: 'exec: "/www": permission denied: unknown' }))).toEqual(
    [],
  );
});

keepsStill(rule, snapshot);
