import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { devmapperBaseDevice as rule } from './devmapper-base-device.ts';

describeStartFailure(rule, [
  {
    what: 'moby#23089',
    says: [
      'time="2016-05-28T13:23:26.1Z" level=fatal msg="Error starting daemon: error initializing graphdriver: devmapper: Base Device UUID and Filesystem verification failed: devmapper: Failed to find uuid for device /dev/mapper/docker-253:1-1179714-base:exit status 2"',
    ],
    tells: 'devicemapper pool',
  },
]);
