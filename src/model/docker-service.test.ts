import { expect, test } from 'vitest';

import { withText } from '../../test/support/one-rule.ts';
import { recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';

const state = (name: string) => viewOf('dockerService', recordedHost(name).snapshot).state;

test('up, stopped, failed and never installed are told apart', () => {
  expect(state('healthy-plain')).toBe('up');
  expect(state('docker-not-running')).toBe('down');
  expect(state('daemon-json-invalid')).toBe('down');
  expect(state('healthy-no-docker')).toBe('not-installed');
});

test('a daemon without a unit of systemd is seen by its process, with what it was started with', () => {
  const plain = recordedHost('healthy-plain').snapshot;
  const noUnits = without(without(plain, 'docker-unit'), 'docker-inspect');
  expect(viewOf('dockerService', noUnits)).toMatchObject({
    state: 'up',
    argv: expect.arrayContaining(['fd://']),
  });
});

test('the daemon of a container (docker in docker) is not the host’s', () => {
  const inner = withText(
    without(without(recordedHost('docker-not-running').snapshot, 'docker-unit'), 'docker-inspect'),
    'dockerd-process',
    '# 812 dockerd own=pid:[4026531836] its=pid:[4026532999]\n/usr/bin/dockerd\n',
  );
  expect(viewOf('dockerService', inner).state).toBe('down');
});
