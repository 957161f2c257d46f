import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { ended, keepsStill, withEvents } from '../../../test/support/troubled-container.ts';
import { exit137NotOom as rule } from './exit-137-not-oom.ts';

const killed = ended({ code: 137 });
const stopped = withEvents(killed, [
  { at: 1, action: 'kill', attributes: { signal: '15' } },
  { at: 2, action: 'kill', attributes: { signal: '9' } },
  { at: 2, action: 'die', attributes: { exitCode: '137' } },
  { at: 2, action: 'stop' },
]);
const byKill = withEvents(killed, [
  { at: 1, action: 'kill', attributes: { signal: '9' } },
  { at: 2, action: 'die', attributes: { exitCode: '137' } },
]);

test('what somebody stopped is left alone, and the answer for whoever asks', () => {
  expect(findingsOf(rule, stopped)).toEqual([]);
  const finding = findingOf(rule, stopped, { container: 'topapi' });
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('topapi does not run: somebody stopped it, and it had to be killed');
  expect(evidenceText(finding)).toContain('kill signal=9');
});

test('docker kill is told from docker stop', () => {
  expect(findingOf(rule, byKill, { port: 30287 }).title).toContain('killed it by way of Docker');
});

test('what nobody asked Docker for was done on the host, and is a fault unasked', () => {
  const finding = findingOf(rule, killed);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'likely' });
  expect(finding.title).toBe('topapi was killed by somebody on the host');
});

test('the host’s own lack of memory is told by the kernel', () => {
  const kernel =
    '[ 6120.5] Out of memory: Killed process 4242 (dotnet) total-vm:4000000kB, anon-rss:3000000kB\n';
  const titles = findingsOf(rule, withText(killed, 'kernel-log', kernel)).map(({ title }) => title);
  expect(titles).toContain('topapi was killed: the host had no memory left');
});

test('a memory limit and another exit code are other causes, and so is a daemon that went down', () => {
  expect(findingsOf(rule, withContainer(killed, 'topapi', { State: { OOMKilled: true } }))).toEqual([]);
  expect(findingsOf(rule, ended({ code: 1 }))).toEqual([]);
  const before = { StartedAt: '2026-11-22T11:00:00Z', FinishedAt: '2026-11-22T11:56:30Z' };
  expect(findingsOf(rule, withContainer(killed, 'topapi', { State: before }))).toEqual([]);
});

keepsStill(rule, killed);
