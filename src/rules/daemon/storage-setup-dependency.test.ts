import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { storageSetupDependency as rule } from './storage-setup-dependency.ts';

// moby#15498, CentOS 7
const SETUP = `2015-08-11T09:27:18+0000 hz-shop systemd[1]: Starting Docker Storage Setup...
2015-08-11T09:27:18+0000 hz-shop docker-storage-setup[2094]: Volume group "centos" has insufficient free space (0 extents): 2 required.
2015-08-11T09:27:18+0000 hz-shop systemd[1]: docker-storage-setup.service: main process exited, code=exited, status=5/NOTINSTALLED
2015-08-11T09:27:18+0000 hz-shop systemd[1]: Unit docker-storage-setup.service entered failed state.
`;
const JOURNAL = `2015-08-11T09:27:18+0000 hz-shop systemd[1]: Dependency failed for Docker Application Container Engine.
2015-08-11T09:27:18+0000 hz-shop systemd[1]: Job docker.service/start failed with result 'dependency'.
`;
const { snapshot } = recordedHost('docker-not-running');
const host = withText(withText(snapshot, 'docker-journal', JOURNAL), 'containerd-journal', SETUP);

test('a volume group without room is named as what keeps Docker from being started', () => {
  const finding = findingOf(rule, host);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.explanation).toContain('The volume group centos is what it needs room in.');
  expect(findingsOf(dockerNotRunning, host)).toEqual([]);
});

test('a Docker that starts and fails itself, and one that was stopped, have other causes', () => {
  const failed = withText(recordedHost('daemon-json-invalid').snapshot, 'containerd-journal', SETUP);
  expect(findingsOf(rule, failed)).toEqual([]);
  expect(findingsOf(rule, snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a journal that may not be read says nothing', () => {
  const failed = without(recordedHost('daemon-json-invalid').snapshot, 'docker-journal');
  expect(outcomeOf(rule, failed).kind).toBe('unknown');
});
