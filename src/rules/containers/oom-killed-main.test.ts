import { describe, expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { oomKilledMain as rule } from './oom-killed-main.ts';

const { snapshot } = recordedHost('oom-killed-main');

test('a container killed at its limit is named with the limit and the kernel’s own line', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'orders' } });
  expect(finding.title).toContain('more memory than its limit of 24 MiB');
  expect(evidenceText(finding)).toContain('ExitCode 137, OOMKilled true');
  expect(evidenceText(finding)).toContain('oom-kill:constraint=CONSTRAINT_MEMCG');
  expect(finding.explains).toEqual(['container:orders', 'port:30649']);
});

test('where the kernel’s log may not be read Docker’s flag and exit code stand', () => {
  expect(findingOf(rule, without(snapshot, 'kernel-log')).certainty).toBe('proven');
});

test('a log that begins after the end says nothing about it', () => {
  expect(
    findingsOf(rule, withText(snapshot, 'kernel-log', '[ 9999.0] docker0: port 1 entered disabled state\n')),
  ).toHaveLength(1);
});

test('without a limit of its own the host ran out of memory, likely', () => {
  const finding = findingOf(rule, withContainer(snapshot, 'orders', { HostConfig: { Memory: 0 } }));
  expect(finding).toMatchObject({ certainty: 'likely' });
  expect(finding.title).toBe('orders was killed because the host had no memory left');
});

describe('other ends', () => {
  const silent: readonly (readonly [string, typeof snapshot])[] = [
    [
      'exit code 137 by docker stop, without the flag',
      withContainer(snapshot, 'orders', { State: { OOMKilled: false } }),
    ],
    [
      'a child was killed and the main process ended well',
      withContainer(snapshot, 'orders', { State: { ExitCode: 0 } }),
    ],
    [
      'a child was killed and the main process runs on',
      withContainer(snapshot, 'orders', {
        State: { Status: 'running', Running: true, ExitCode: 0, Pid: 77 },
      }),
    ],
    [
      'stopped by hand an hour after a child was killed',
      withContainer(snapshot, 'orders', { State: { FinishedAt: '2026-11-22T12:58:03Z' } }),
    ],
    [
      'stopped by hand, the old flag still set, and a log that goes back and knows of no kill',
      withText(
        snapshot,
        'kernel-log',
        '[    0.000000] Linux version 6.1\n[ 6300.0] docker0: port 1 entered disabled state\n',
      ),
    ],
  ];
  test.each(silent)('%s', (_what, host) => {
    expect(findingsOf(rule, host)).toEqual([]);
  });
});

test('healthy hosts are left alone, a container stopped on purpose with 137 too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect'))).toMatchObject({
    kind: 'unknown',
    because: 'docker-inspect: denied: permission denied',
  });
});
