import { expect, test } from 'vitest';

import {
  describeStartFailure,
  hostSaying,
  withConfiguration,
  withFlags,
} from '../../../test/support/failed-start.ts';
import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { flagAndFileDuplicate as rule } from './flag-and-file-duplicate.ts';

const SAID =
  'unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: ';

describeStartFailure(rule, [
  {
    what: 'the hosts of the unit',
    says: [
      'unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: hosts: (from flag: [fd://], from file: [unix:///var/run/docker.sock])',
    ],
    tells: '/lib/systemd/system/docker.service',
  },
  {
    what: 'two settings at once',
    says: [
      'unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: log-driver: (from flag: json-file, from file: journald), storage-driver: (from flag: overlay2, from file: overlay2)',
    ],
    tells: '`log-driver` and `storage-driver` are set twice',
  },
]);

test('both places are named with what they hold', () => {
  const host = withFlags(
    withConfiguration(hostSaying(`${SAID}storage-driver: (from flag: overlay2, from file: overlay2)`), {
      'storage-driver': 'overlay2',
    }),
    '--storage-driver overlay2 ',
  );
  const finding = findingOf(rule, host);
  expect(finding.title).toBe(
    'Docker does not start: `storage-driver` is set twice, in /etc/docker/daemon.json and in /etc/default/docker',
  );
  expect(evidenceText(finding)).toContain('$ cat /etc/default/docker\n--storage-driver overlay2');
  expect(evidenceText(finding)).toContain('"storage-driver": "overlay2"');
});

const healthy = recordedHost('healthy-plain').snapshot;

test('a duplicate that Docker has not met yet is a notice', () => {
  expect(findingOf(rule, withConfiguration(healthy, { hosts: ['fd://'] }))).toMatchObject({
    severity: 'notice',
    title: expect.stringContaining('Docker will not start the next time: `hosts` is set twice'),
  });
});

test('a setting in one place only is fine', () => {
  expect(findingsOf(rule, withConfiguration(healthy, { 'storage-driver': 'overlay2', debug: true }))).toEqual(
    [],
  );
});
