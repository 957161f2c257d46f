import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { xfsWithoutDtype as rule } from './xfs-without-dtype.ts';

describeStartFailure(rule, [
  {
    what: 'for-linux#196',
    says: [
      'failed to start daemon: error initializing graphdriver: overlay2: the backing xfs filesystem is formatted without d_type support, which leads to incorrect behavior. Reformat the filesystem with ftype=1 to enable d_type support. Backing filesystems without d_type support are not supported.',
    ],
    tells: 'ftype=0',
  },
]);
