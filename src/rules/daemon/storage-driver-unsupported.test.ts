import { expect, test } from 'vitest';

import { findingsOf } from '../../../test/support/one-rule.ts';
import { hostSaying, withConfiguration, withFlags } from '../../../test/support/failed-start.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { storageDriverUnsupported as rule } from './storage-driver-unsupported.ts';

describeStartFailure(rule, [
  {
    what: 'a driver that the kernel lacks',
    says: [
      'time="2026-11-22T13:42:36.878543638Z" level=error msg="AUFS was not found in /proc/filesystems" storage-driver=aufs',
      'failed to start daemon: error initializing graphdriver: driver not supported',
    ],
    tells: 'the storage driver aufs does not work',
    host: (host) => withConfiguration(host, { 'storage-driver': 'aufs' }),
  },
  {
    what: 'a driver for another file system, by a flag',
    says: [
      'failed to start daemon: error initializing graphdriver: prerequisites for driver not satisfied (wrong filesystem?)',
    ],
    tells: '/etc/default/docker',
    host: (host) => withFlags(host, '-s zfs'),
  },
  {
    what: 'Docker 18.06 and before',
    says: ['Error starting daemon: error initializing graphdriver: driver not supported'],
    tells: 'no storage driver works',
  },
]);

test('a driver that was left over in the data root, not asked for, is another cause', () => {
  const host = hostSaying(
    'time="2026-11-22T13:43:00Z" level=error msg="[graphdriver] prior storage driver btrfs failed: prerequisites for driver not satisfied (wrong filesystem?)"',
    'failed to start daemon: error initializing graphdriver: prerequisites for driver not satisfied (wrong filesystem?)',
  );
  expect(findingsOf(rule, host)).toEqual([]);
});
