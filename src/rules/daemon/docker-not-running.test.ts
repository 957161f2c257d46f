import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { dockerNotRunning as rule } from './docker-not-running.ts';

const { snapshot } = recordedHost('docker-not-running');

test('a Docker that somebody stopped is named with the unit’s state and the journal’s last words', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({
    severity: 'critical',
    title: 'Docker is stopped',
    explains: ['docker', 'port:30713'],
  });
  expect(evidenceText(finding)).toContain(
    'ActiveState=inactive SubState=dead Result=success UnitFileState=enabled',
  );
  expect(evidenceText(finding)).toContain('Stopped docker.service');
  expect(finding.fix?.commands[0]).toBe('systemctl enable --now docker.service');
});

test('that it does not start with the host either is said', () => {
  const disabled = edited(snapshot, 'docker-unit', 'UnitFileState=enabled', 'UnitFileState=disabled');
  expect(findingOf(rule, disabled).title).toContain('not enabled, so it does not start with the host either');
});

test('a unit that failed is another cause, while it is failed and after the failure was reset', () => {
  expect(findingsOf(rule, recordedHost('daemon-json-invalid').snapshot)).toEqual([]);
  const reset = edited(
    edited(
      recordedHost('daemon-json-invalid').snapshot,
      'docker-unit',
      'ActiveState=failed',
      'ActiveState=inactive',
    ),
    'docker-unit',
    'Result=exit-code',
    'Result=success',
  );
  expect(findingsOf(rule, reset)).toEqual([]);
});

test.each([
  ['it failed', 'Result=success', 'Result=exit-code'],
  ['it is just being started', 'ActiveState=inactive', 'ActiveState=activating'],
])('without the journal the unit’s own state says that %s', (_what, from, to) => {
  expect(findingsOf(rule, edited(without(snapshot, 'docker-journal'), 'docker-unit', from, to))).toEqual([]);
});

test('a masked unit was put out of use on purpose', () => {
  expect(findingsOf(rule, edited(snapshot, 'docker-unit', 'LoadState=loaded', 'LoadState=masked'))).toEqual(
    [],
  );
});

test('a daemon that answers was started in another way', () => {
  expect(findingsOf(rule, withText(snapshot, 'docker-inspect', '{}'))).toEqual([]);
});

test('healthy hosts are left alone, one without Docker too', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('where neither units nor processes could be seen nothing is claimed', () => {
  const blind = without(without(snapshot, 'docker-unit'), 'dockerd-process');
  expect(outcomeOf(rule, blind)).toMatchObject({
    kind: 'unknown',
    because: 'dockerd-process: denied: permission denied',
  });
});
