import { expect, test } from 'vitest';

import { findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { readOnlyFs as rule } from './read-only-fs.ts';

const log = "sh: can't create /tmp/lock: Read-only file system";
const snapshot = ended({ log, inspect: { HostConfig: { ReadonlyRootfs: true } } });

test('a container with --read-only is told so', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi wants to write /tmp/lock, and its file system is read-only');
  expect(finding.fix?.commands.join('\n')).toContain('--tmpfs <directory>');
});

test('a mount with :ro is named', () => {
  const mounts = [{ Type: 'bind', Source: '/srv/spool', Destination: '/tmp', RW: false }];
  expect(findingOf(rule, ended({ log, inspect: { Mounts: mounts } })).title).toContain(
    '/tmp is mounted read-only',
  );
});

test('a file system that should be writable was made read-only by the kernel, which is another cause', () => {
  expect(findingsOf(rule, ended({ log }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
