import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf } from '../../../test/support/one-rule.ts';
import { ended, keepsStill, looping, withEvents } from '../../../test/support/troubled-container.ts';
import { appCrash as rule } from './app-crash.ts';

const trace = `INFO starting
Unhandled exception. System.InvalidOperationException: Sequence contains no elements
   at System.Linq.ThrowHelper.ThrowNoElementsException()
   at TopApi.Program.Main(String[] args) in /src/Program.cs:line 14`;
const snapshot = ended({ code: 134, log: trace });

test('the decisive lines of the last run are quoted', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { name: 'topapi' } });
  expect(finding.title).toContain('topapi crashed: Unhandled exception. System.InvalidOperationException');
  expect(evidenceText(finding)).toContain('at TopApi.Program.Main');
  expect(evidenceText(finding)).not.toContain('INFO starting');
});

test('a loop says so', () => {
  expect(findingOf(rule, looping({ code: 1, log: 'fatal: no market given' })).title).toBe(
    'topapi crashes over and over: fatal: no market given',
  );
});

test('it yields to a rule that knows the mechanism, and so says no more than the class of fault', () => {
  expect(rule.rank).toBe('general');
});

test('a job without ports and restart policy that failed is a notice, until somebody asks', () => {
  const job = ended({ log: 'error: nothing to import', inspect: { HostConfig: { PortBindings: null } } });
  expect(findingOf(rule, job).severity).toBe('notice');
  expect(findingOf(rule, job, { container: 'topapi' }).severity).toBe('critical');
});

test('an end without an error, one by hand, and one by a signal are no crashes', () => {
  expect(findingsOf(rule, ended({ code: 0, log: 'error: retried, done' }))).toEqual([]);
  const stopped = withEvents(snapshot, [
    { at: 1, action: 'kill', attributes: { signal: '15' } },
    { at: 2, action: 'die', attributes: { exitCode: '134' } },
    { at: 2, action: 'stop' },
  ]);
  expect(findingsOf(rule, stopped)).toEqual([]);
  expect(findingsOf(rule, ended({ code: 139 }))).toEqual([]);
  // Docker would have started it again, had it not been told to stop it.
  expect(findingsOf(rule, ended({ code: 1, log: 'error: interrupted', policy: 'always' }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
