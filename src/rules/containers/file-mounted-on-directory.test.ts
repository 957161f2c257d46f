import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withText } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { fileMountedOnDirectory as rule } from './file-mounted-on-directory.ts';

const error =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/srv/shop/app.conf" to rootfs at "/etc/app.conf": mount /srv/shop/app.conf:/etc/app.conf (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';
const snapshot = ended({
  code: 127,
  error,
  inspect: {
    Mounts: [{ Type: 'bind', Source: '/srv/shop/app.conf', Destination: '/etc/app.conf', RW: true }],
  },
});

test('both sides of the mount are named', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toContain('/srv/shop/app.conf and /etc/app.conf');
});

test('what stands on the host is said where it was looked at', () => {
  const looked = withText(
    snapshot,
    'bind-sources',
    'directory empty 0 0 755 0 1795348600 - /srv/shop/app.conf\n',
  );
  const finding = findingOf(rule, looked);
  expect(finding.explanation).toContain('On the host /srv/shop/app.conf is an empty directory, owner 0:0');
  expect(evidenceText(finding)).toContain('$ stat /srv/shop/app.conf');
});

test('a source that is not there at all is another cause', () => {
  const gone =
    'OCI runtime create failed: error mounting "/srv/shop" to rootfs at "/config": stat /srv/shop: no such file or directory: unknown';
  expect(findingsOf(rule, ended({ code: 127, error: gone }))).toEqual([]);
});

keepsStill(rule, snapshot);
