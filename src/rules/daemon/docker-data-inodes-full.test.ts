import { withText } from '../../../test/support/one-rule.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { dockerDataInodesFull as rule } from './docker-data-inodes-full.ts';

describeStartFailure(rule, [
  {
    what: 'the data root itself',
    says: ['failed to start daemon: mkdir /data/docker/plugins/storage: no space left on device'],
    tells: 'all 655360 inodes of /data',
    host: (host) =>
      withText(
        withText(
          host,
          'disks',
          'Filesystem     Type    1024-blocks     Used Available Capacity Mounted on\n/dev/vda1 ext4 41152736 20384132 18867176 52% /\n/dev/vdb1 ext4 103081248 103081248 0 100% /data\n',
        ),
        'inodes',
        'Filesystem      Inodes IUsed   IFree IUse% Mounted on\n/dev/vda1      2621440 98765 2522675    4% /\n/dev/vdb1      655360 655360 0 100% /data\n',
      ),
  },
]);
