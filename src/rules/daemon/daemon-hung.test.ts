import { expect, test } from 'vitest';

import type { Snapshot } from '../../facts/snapshot.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { daemonHung as rule } from './daemon-hung.ts';

const { snapshot } = recordedHost('healthy-plain');

function silent(host: Snapshot): Snapshot {
  const late = { status: 'timed-out', because: 'no answer within 3000 ms', argv: [] } as const;
  return {
    ...host,
    readings: { ...host.readings, 'docker-containers': late, 'docker-inspect': late, 'docker-info': late },
  };
}

function busy(share: string): Snapshot {
  return withText(
    silent(snapshot),
    'pressure',
    `/proc/pressure/cpu:some avg10=${share} avg60=85.02 avg300=60.11 total=15671201437\n`,
  );
}

test('a daemon that was halted is told by the state of its process', () => {
  const finding = findingOf(rule, silent(withText(snapshot, 'docker-data', 'pid 73 dockerd T\n')));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.fix?.commands[0]).toContain('kill -CONT');
});

test('what the kernel waits for is shown', () => {
  // kubernetes/node-problem-detector config/kernel-monitor.json
  const host = withText(
    silent(snapshot),
    'kernel-log',
    '[ 4242.123456] unregister_netdevice: waiting for lo to become free. Usage count = 1\n',
  );
  expect(evidenceText(findingOf(rule, host))).toContain('waiting for lo to become free');
});

test('the kernel’s complaint alone, while Docker answers, is no fault', () => {
  const host = withText(
    snapshot,
    'kernel-log',
    '[ 4242.123456] task dockerd:73 blocked for more than 120 seconds.\n',
  );
  expect(findingsOf(rule, host)).toEqual([]);
});

test('on a host whose processors are overloaded silence alone proves nothing', () => {
  expect(findingsOf(rule, busy('2.10'))).toHaveLength(1);
  expect(findingsOf(rule, busy('91.30'))).toEqual([]);
  expect(findingOf(rule, withText(busy('91.30'), 'docker-data', 'pid 73 dockerd T\n')).certainty).toBe(
    'proven',
  );
});

test('a Docker that does not run is not hung', () => {
  expect(findingsOf(rule, recordedHost('docker-not-running').snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without a unit or a process nobody knows whether it runs', () => {
  const blind = without(
    without(without(silent(snapshot), 'docker-unit'), 'dockerd-process'),
    'docker-inspect',
  );
  expect(outcomeOf(rule, blind).kind).toBe('unknown');
});
