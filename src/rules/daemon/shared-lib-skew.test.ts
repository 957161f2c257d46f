import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { sharedLibSkew as rule } from './shared-lib-skew.ts';

describeStartFailure(rule, [
  {
    what: 'moby#12108',
    says: [
      '/usr/bin/docker: relocation error: /usr/bin/docker: symbol dm_task_get_info_with_deferred_remove, version Base not defined in file libdevmapper.so.1.02 with link time reference',
    ],
    tells: 'libdevmapper.so.1.02',
  },
  {
    what: 'a library that is broken',
    says: [
      '/usr/sbin/dockerd: error while loading shared libraries: /opt/compat/libdevmapper.so.1.02.1: file too short',
    ],
    tells: 'libdevmapper.so.1.02.1',
  },
  {
    what: 'a symbol that is missing',
    says: ['/usr/bin/dockerd: symbol lookup error: /usr/bin/dockerd: undefined symbol: seccomp_api_set'],
    tells: 'dockerd',
  },
]);
