import { expect, test } from 'vitest';
import { withContainer, withText } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { createRedactor } from '../../redact/redactor.ts';
import { isWell, stateOf } from './state.ts';

const dotnet = recordedHost('dotnet-shared-framework-missing').snapshot;
const story = recordedHost('the-story').snapshot;
const oom = recordedHost('oom-killed-main').snapshot;
const loop = recordedHost('no-foreground-process').snapshot;
const jobs = recordedHost('healthy-finished-jobs').snapshot;
const redactor = createRedactor({ key: 'test' });
const now = Date.parse('2026-11-22T12:00:00Z');

function seen(snapshot: Snapshot, name: string) {
  const container = viewOf('containers', snapshot).find((one) => one.name === name);
  if (container === undefined) throw new Error(`no container ${name}`);
  return {
    state: stateOf(container, now, (text) => redactor.redact(text)),
    well: isWell(container, now),
  };
}

const ended = (code: number, more: Readonly<Record<string, unknown>> = {}, policy = 'no') =>
  withContainer(story, 'topapi', {
    State: {
      Status: 'exited',
      Running: false,
      ExitCode: code,
      StartedAt: '2026-11-22T11:00:00Z',
      FinishedAt: '2026-11-22T11:55:00Z',
      ...more,
    },
    HostConfig: { RestartPolicy: { Name: policy, MaximumRetryCount: 0 } },
  });

/** With what Docker's events tell of that end. */
function withKill(snapshot: Snapshot, signal: number, action?: string): Snapshot {
  const { id } = viewOf('containers', snapshot).find((one) => one.name === 'topapi') ?? { id: '' };
  const event = (what: string, second: number, attributes: object = {}) =>
    JSON.stringify({
      Action: what,
      Actor: { ID: id, Attributes: attributes },
      timeNano: (Date.parse('2026-11-22T11:55:00Z') + second * 1_000) * 1e6,
    });
  const lines = [
    event('kill', -1, { signal: String(signal) }),
    event('die', 0, { exitCode: '137' }),
    ...(action === undefined ? [] : [event(action, 0.1)]),
  ];
  return withText(snapshot, 'docker-events', lines.join('\n'));
}

test('a container of .NET that ended with 150 lacks a framework', () => {
  const { state, well } = seen(dotnet, 'topapi');
  expect(state.sentence).toMatch(
    /^exited .* ago with exit code 150: \.NET finds no framework in the image that fits the application$/,
  );
  expect(well).toBe(false);
});

test('the same number says nothing of a program that is not .NET', () => {
  expect(seen(ended(150), 'topapi').state).toMatchObject({
    exitCode: 150,
    sentence: 'exited 5 min ago with exit code 150',
  });
});

test('what was killed for its memory is told with its limit', () => {
  const { state, well } = seen(oom, 'orders');
  expect(state).toMatchObject({ status: 'exited', exitCode: 137, oomKilled: true });
  expect(state.sentence).toContain('137: the kernel killed it: it used more memory than its limit of 24 MiB');
  expect(well).toBe(false);
});

test.each<[string, Snapshot, string, boolean]>([
  ['nobody knows who', ended(137), 'it was killed (SIGKILL); Docker knows of no memory limit', false],
  [
    'docker stop',
    withKill(ended(137), 9, 'stop'),
    'somebody stopped it, and it was killed because it did not end in time',
    true,
  ],
  ['docker kill', withKill(ended(137), 9), 'somebody had Docker kill it', false],
  ['its limit', ended(137, { OOMKilled: true }), 'the kernel killed it for lack of memory', false],
])('137 has many reasons: %s', (_, snapshot, words, isFine) => {
  const { state, well } = seen(snapshot, 'topapi');
  expect(state.sentence).toContain(words);
  expect(well).toBe(isFine);
});

test.each([
  [0, 'finished without an error', true],
  [125, 'Docker itself failed', false],
  [126, 'cannot be executed', false],
  [127, 'was not found in the image', false],
  [134, 'SIGABRT', false],
  [139, 'SIGSEGV', false],
  [143, 'SIGTERM', false],
])('%i is said in words', (code, words, isFine) => {
  const { state, well } = seen(ended(code), 'topapi');
  expect(state.exitMeaning).toContain(words);
  expect(well).toBe(isFine);
});

test('1 says no more than that the application was not content', () => {
  expect(seen(ended(1), 'topapi').state).not.toHaveProperty('exitMeaning');
});

test('a policy that always starts it again and did not means that somebody stopped it', () => {
  const { state, well } = seen(ended(143, {}, 'always'), 'topapi');
  expect(state.sentence).toMatch(/, stopped by somebody$/);
  expect(well).toBe(true);
});

test('a loop is a loop in each of its phases, and says how often', () => {
  const { state, well } = seen(loop, 'orders');
  expect(state.status).toBe('restarting');
  expect(state.sentence).toMatch(
    /^restarting over and over, 6 restarts, last exit 0: its main process finished/,
  );
  expect(well).toBe(false);
});

test('one that runs says since when, and what its probes say', () => {
  const unhealthy = withContainer(story, 'topapi', {
    State: {
      StartedAt: '2026-11-22T06:30:00Z',
      Health: { Status: 'unhealthy', FailingStreak: 7, Log: [{ ExitCode: 1, Output: 'curl: (7)\nrefused' }] },
    },
  });
  expect(seen(unhealthy, 'topapi')).toMatchObject({
    state: {
      sentence: 'running for 5 h 30 min, unhealthy for 7 probes in a row (curl: (7) refused)',
      health: 'unhealthy',
    },
    well: false,
  });
});

test('a start that came to nothing is told by what Docker says of it', () => {
  const failed = ended(127, {
    Status: 'created',
    Error: 'OCI runtime create failed:\n exec: "nginxx": not found',
  });
  expect(seen(failed, 'topapi')).toMatchObject({
    state: {
      sentence: 'never came up at its last start: OCI runtime create failed: exec: "nginxx": not found',
    },
    well: false,
  });
});

test('a job that is done is well', () => {
  expect(seen(jobs, 'migrate').well).toBe(true);
});

test('a secret that a failed start printed is masked also where the sentence would be cut inside it', () => {
  const secret = ['ghp', 'R2d2C3poBb8K2soX9yZ4wV7uT1sQ6pO3nM5l'].join('_');
  const { state } = seen(ended(127, { Error: `${'x'.repeat(180)} ${secret} was refused` }), 'topapi');
  expect(state.sentence).toMatch(/x ‹secret \w{4}›/);
  expect(state.sentence).not.toContain('ghp_');
});
