import { describe, expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withCopy,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { noForegroundProcess as rule } from './no-foreground-process.ts';

const { snapshot } = recordedHost('no-foreground-process');
/** The same, without a restart policy: it ended once and stayed so. */
const ended = withContainer(snapshot, 'orders', {
  State: { Status: 'exited', Restarting: false, Running: false },
  RestartCount: 0,
  HostConfig: { RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } },
});

test('a container that restarts over and over with exit code 0 is named with its command', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', subject: { name: 'orders' } });
  expect(finding.title).toContain('orders restarts over and over');
  expect(finding.explanation).toContain(
    '`sh`, ended with exit code 0, without an error, 0.1 s after it started',
  );
  expect(evidenceText(finding)).toContain('Status restarting, ExitCode 0, OOMKilled false, RestartCount 6');
  expect(finding.explains).toEqual(['container:orders', 'port:30086']);
});

test('a published service that ended at once is named without a restart policy too', () => {
  expect(findingOf(rule, ended).title).toContain('orders ended at once');
});

describe('ends that are in order', () => {
  const NO_PORTS = { HostConfig: { PortBindings: null } };
  const silent: readonly (readonly [string, typeof snapshot])[] = [
    ['a job without ports', withContainer(ended, 'orders', NO_PORTS)],
    [
      'docker stop of a container that would have been started again',
      withContainer(ended, 'orders', { HostConfig: { RestartPolicy: { Name: 'always' } } }),
    ],
    [
      'a service that ran for an hour',
      withContainer(ended, 'orders', { State: { FinishedAt: '2026-11-22T12:57:53Z' } }),
    ],
    ['another exit code', withContainer(ended, 'orders', { State: { ExitCode: 1 } })],
    [
      'an error of Docker’s own',
      withContainer(ended, 'orders', { State: { Error: 'port is already allocated' } }),
    ],
    [
      'a job that works for a minute and is started again',
      withContainer(snapshot, 'orders', { State: { FinishedAt: '2026-11-22T11:58:53Z' } }),
    ],
    [
      'a container that another one has replaced',
      withCopy(ended, 'orders', 'orders-2', {
        State: { Status: 'running', Running: true, Pid: 77 },
        NetworkSettings: { Ports: { '8080/tcp': [{ HostIp: '0.0.0.0', HostPort: '30086' }] } },
      }),
    ],
  ];
  test.each(silent)('%s', (_what, host) => {
    expect(findingsOf(rule, host)).toEqual([]);
  });
});

test('a shell without a terminal that somebody asks for is named, unasked it is a job', () => {
  const shell = withContainer(ended, 'orders', { HostConfig: { PortBindings: null } });
  expect(findingsOf(rule, shell, { container: 'orders' })).toHaveLength(1);
});

test('a container without ports that somebody asks for and that ended at once was likely to stay', () => {
  const daemon = withContainer(ended, 'orders', {
    Path: '/usr/sbin/crond',
    Args: ['-b'],
    HostConfig: { PortBindings: null },
    NetworkSettings: { Ports: {} },
  });
  expect(findingsOf(rule, daemon)).toEqual([]);
  expect(findingOf(rule, daemon, { container: 'orders' }).certainty).toBe('likely');
});

test('healthy hosts are left alone, finished jobs and stopped containers too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect'))).toMatchObject({
    kind: 'unknown',
    because: 'docker-inspect: denied: permission denied',
  });
});
