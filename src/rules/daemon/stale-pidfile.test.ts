import { withText } from '../../../test/support/one-rule.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { stalePidfile as rule } from './stale-pidfile.ts';

describeStartFailure(rule, [
  {
    what: 'a number that was given away',
    says: [
      'failed to start daemon: pid file found, ensure docker is not running or delete /var/run/docker.pid',
    ],
    tells: 'nginx',
    host: (host) => withText(host, 'docker-data', 'pid 812 nginx S\n'),
  },
  {
    what: 'Docker 24 and later',
    says: [
      'failed to start daemon: failed to start daemon, ensure docker is not running or delete /var/run/docker.pid: process with PID 812 is still running',
    ],
    tells: '812',
  },
  {
    what: 'a daemon started by hand',
    says: [
      'failed to start daemon: pid file found, ensure docker is not running or delete /var/run/docker.pid',
    ],
    tells: 'another dockerd runs already (process 812)',
    host: (host) => withText(host, 'docker-data', 'pid 812 dockerd S\n'),
  },
]);
