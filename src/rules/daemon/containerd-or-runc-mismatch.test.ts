import { expect, test } from 'vitest';

import { findingsOf, withText } from '../../../test/support/one-rule.ts';
import { hostSaying } from '../../../test/support/failed-start.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { containerdOrRuncMismatch as rule } from './containerd-or-runc-mismatch.ts';

describeStartFailure(rule, [
  {
    what: 'a containerd that is not installed',
    says: [
      'failed to start daemon: failed to start containerd: exec: "containerd": executable file not found in $PATH',
    ],
    tells: 'it does not find containerd',
  },
  {
    what: 'a containerd that is stopped',
    says: [
      'failed to start daemon: failed to dial "/run/containerd/containerd.sock": failed to dial "/run/containerd/containerd.sock": context deadline exceeded',
    ],
    tells: 'no answer from containerd',
  },
  {
    what: 'moby#26022',
    says: ['time="2016-08-25T10:00:00Z" level=fatal msg="docker-runc not installed on system"'],
    tells: 'it does not find docker-runc',
  },
]);

test('a containerd whose disk is full says something else', () => {
  const host = withText(
    hostSaying(
      'failed to start daemon: unknown service containerd.services.namespaces.v1.Namespaces: not implemented',
    ),
    'containerd-journal',
    '2026-11-22T12:00:00+0000 hz-shop containerd[58]: time="2026-11-22T12:00:00Z" level=warning msg="failed to load plugin io.containerd.metadata.v1.bolt" error="write /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db: no space left on device"\n',
  );
  expect(findingsOf(rule, host)).toEqual([]);
});
