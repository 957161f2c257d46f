import { expect, test } from 'vitest';

import { evidenceText, findingOf, findingsOf, withContainer } from '../../../test/support/one-rule.ts';
import { without, edited } from '../../../test/support/recorded-hosts.ts';
import { ended, keepsStill } from '../../../test/support/troubled-container.ts';
import { oldRuntimeBlocksNewSyscalls as rule } from './old-runtime-blocks-new-syscalls.ts';

const snapshot = ended({ code: 137, log: 'Failed to create CoreCLR, HRESULT: 0x80070008' });
const engine = (version: string) =>
  edited(snapshot, 'docker-info', /"ServerVersion":"[^"]*"/, `"ServerVersion":"${version}"`);

test('an engine from before 20.10.10 is the proven cause, a later one with an old libseccomp a likely one', () => {
  expect(findingOf(rule, engine('1.13.1'))).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(evidenceText(findingOf(rule, engine('19.03.15')))).toContain('19.03.15');
  expect(findingOf(rule, engine('20.10.9')).certainty).toBe('proven');
  expect(findingOf(rule, engine('24.0.7')).certainty).toBe('likely');
  expect(findingOf(rule, without(snapshot, 'docker-info')).certainty).toBe('likely');
});

test('a limit of processes gives the same words and is another cause', () => {
  const limited = withContainer(snapshot, 'topapi', { HostConfig: { PidsLimit: 20 } });
  expect(findingsOf(rule, limited)).toEqual([]);
});

test('a lack of threads on a newer engine is another cause', () => {
  expect(findingsOf(rule, ended({ log: "RuntimeError: can't start new thread" }))).toEqual([]);
});

keepsStill(rule, snapshot, ['docker-inspect', 'docker-logs']);
