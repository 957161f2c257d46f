import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { cgroupDriverMismatch as rule } from './cgroup-driver-mismatch.ts';

describeStartFailure(rule, [
  {
    what: 'a driver that does not exist',
    says: ['failed to start daemon: native.cgroupdriver option systemdd not supported'],
    tells: 'native.cgroupdriver=systemdd',
  },
]);
