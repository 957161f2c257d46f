import { withText } from '../../../test/support/one-rule.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { cgroupsIncompatible as rule } from './cgroups-incompatible.ts';

describeStartFailure(rule, [
  {
    what: 'cgroup v2 under an old Docker (docker/cli#2104)',
    says: ["failed to start daemon: Devices cgroup isn't mounted"],
    tells: 'cgroup v2',
    host: (host) => withText(host, 'docker-data', 'cgroups cgroup2fs\n'),
  },
  {
    what: 'no hierarchy at all',
    says: ["failed to start daemon: Devices cgroup isn't mounted"],
    tells: 'no cgroups that Docker can use',
  },
]);
