import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { ended, keepsStill, running, withEvents } from '../../../test/support/troubled-container.ts';
import { oomKilledChild as rule } from './oom-killed-child.ts';

const snapshot = ended({
  code: 3,
  log: 'Killed\nworker went away',
  inspect: { State: { OOMKilled: true }, HostConfig: { Memory: 25_165_824 } },
});

test('an end after a child was killed is told as that', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'likely', subject: { name: 'topapi' } });
  expect(finding.explanation).toContain('may use 24 MiB of memory');
  expect(evidenceText(finding)).toContain('worker went away');
});

test('of a container that runs on nothing is said until somebody asks, and then a notice', () => {
  const on = running(withContainer(snapshot, 'topapi', { State: { OOMKilled: true } }));
  expect(findingsOf(rule, on)).toEqual([]);
  expect(findingOf(rule, on, { container: 'topapi' }).severity).toBe('notice');
});

test('Docker’s event tells where the flag is not raised yet', () => {
  const on = withEvents(running(ended({})), [{ at: 7, action: 'oom' }]);
  expect(findingOf(rule, on, { container: 'topapi' }).title).toContain('topapi runs on');
  expect(
    findingsOf(rule, withEvents(running(ended({})), [{ at: 1, action: 'oom' }]), { container: 'topapi' }),
  ).toEqual([]);
});

test('without a limit of its own, no limit is blamed, and none is to be raised', () => {
  const free = ended({ code: 3, inspect: { State: { OOMKilled: true }, HostConfig: { Memory: 0 } } });
  const { title, explanation, fix } = findingOf(rule, free);
  expect(title).toBe('topapi ended after one of its processes was killed for lack of memory');
  expect(explanation).toContain('has no memory limit of its own');
  expect(fix?.summary).not.toContain('Raise the limit');
});

test('a main process that was killed is another cause', () => {
  expect(findingsOf(rule, recordedHost('oom-killed-main').snapshot)).toEqual([]);
  expect(findingsOf(rule, ended({ code: 3 }))).toEqual([]);
});

keepsStill(rule, snapshot);
