import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { dataRootNotMounted as rule } from './data-root-not-mounted.ts';

const running = recordedHost('healthy-plain').snapshot;
const empty = edited(
  running,
  'docker-info',
  '"Containers":1,"ContainersRunning":1,"ContainersPaused":0,"ContainersStopped":0,"Images":1',
  '"Containers":0,"ContainersRunning":0,"ContainersPaused":0,"ContainersStopped":0,"Images":0',
);
const FSTAB = 'fstab /dev/vdb1 /var/lib/docker ext4 defaults,nofail 0 2\n';
const ROOT = 'root /var/lib/docker\nmount /dev/vda1 / ext4 rw 0 0\n';

test('an empty Docker beside a disk that is not mounted has lost nothing', () => {
  const finding = findingOf(rule, withText(empty, 'docker-data', `${ROOT}${FSTAB}`));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: '/var/lib/docker' },
  });
  expect(finding.fix?.risk).toContain('prune');
});

test.each([
  ['the disk is mounted', empty, `${ROOT}${FSTAB}mount /dev/vdb1 /var/lib/docker ext4 rw 0 0\n`],
  ['Docker is full', running, `${ROOT}${FSTAB}`],
  ['the host is fresh', empty, ROOT],
  ['the disk is of others', empty, `${ROOT}fstab /dev/vdb1 /backup ext4 defaults,nofail 0 2\n`],
  ['it is mounted on demand', empty, `${ROOT}fstab /dev/vdb1 /var/lib/docker ext4 noauto 0 2\n`],
])('nothing is said where %s', (_what, host, data) => {
  expect(findingsOf(rule, withText(host, 'docker-data', data))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a host whose mounts could not be read is not judged', () => {
  expect(outcomeOf(rule, without(empty, 'docker-data')).kind).toBe('unknown');
});
