import { expect, test } from 'vitest';

import { findingOf, findingsOf, withText } from '../../../test/support/one-rule.ts';
import { hostSaying } from '../../../test/support/failed-start.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { dockerDataDiskFull as rule } from './docker-data-disk-full.ts';

describeStartFailure(rule, [
  {
    what: 'the data root itself',
    says: ['failed to start daemon: mkdir /data/docker/tmp: no space left on device'],
    tells: '/dev/vdb1',
    host: (host) =>
      withText(
        withText(
          host,
          'disks',
          'Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n/dev/vda1 ext4 41152736 20384132 18867176 52% /\n/dev/vdb1 ext4 103081248 103081248 0 100% /data\n',
        ),
        'inodes',
        'Filesystem      Inodes IUsed   IFree IUse% Mounted on\n/dev/vda1      2621440 98765 2522675    4% /\n/dev/vdb1      655360 12 655348 1% /data\n',
      ),
  },
]);

test('a disk without inodes is another cause', () => {
  const host = hostSaying(
    'failed to start daemon: mkdir /data/docker/plugins/storage: no space left on device',
  );
  expect(
    findingsOf(
      rule,
      withText(
        withText(
          host,
          'disks',
          'Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n/dev/vda1 ext4 41152736 20384132 18867176 52% /\n/dev/vdb1 ext4 103081248 103081248 0 100% /data\n',
        ),
        'inodes',
        'Filesystem      Inodes IUsed   IFree IUse% Mounted on\n/dev/vda1      2621440 98765 2522675    4% /\n/dev/vdb1      655360 655360 0 100% /data\n',
      ),
    ),
  ).toEqual([]);
});

test('what containerd says of its disk explains why Docker speaks of a service that is not implemented', () => {
  const host = withText(
    hostSaying(
      'failed to start daemon: unknown service containerd.services.namespaces.v1.Namespaces: not implemented',
    ),
    'containerd-journal',
    '2026-11-22T12:00:00+0000 hz-shop containerd[58]: time="2026-11-22T12:00:00Z" level=warning msg="failed to load plugin io.containerd.metadata.v1.bolt" error="write /data/containerd/meta.db: no space left on device"\n',
  );
  expect(
    findingOf(
      rule,
      withText(
        host,
        'disks',
        'Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n/dev/vda1 ext4 41152736 20384132 18867176 52% /\n/dev/vdb1 ext4 103081248 103081248 0 100% /data\n',
      ),
    ).title,
  ).toBe('Docker does not start: /data is full');
});
