import { expect, test } from 'vitest';
import { FerrymanError } from '../src/errors.ts';
import { storyReport } from '../test/support/reports.ts';
import { type Diagnose, runFlow } from './run-flow.ts';

const request = {
  host: { name: 'web-1', via: { kind: 'local' }, tags: [], needs: [], source: 'ferryman.yaml:2' },
} as const;

function run(diagnose: Diagnose, changes: { deadlineMs?: number; signal?: AbortSignal } = {}) {
  return runFlow(diagnose, request, {
    onStage: () => undefined,
    signal: changes.signal ?? new AbortController().signal,
    deadlineMs: changes.deadlineMs ?? 10_000,
    job: 'job-1',
  });
}

test('what the flow finds comes through', async () => {
  const report = storyReport('web-1');
  expect(await run(async () => ({ report }))).toEqual({ kind: 'diagnosed', diagnosis: { report } });
});

test('the flow is told of the deadline and may end before it is cut off', async () => {
  let told = false;
  await run(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          told = true;
          reject(new Error('stopped'));
        });
      }),
    { deadlineMs: 10 },
  );
  expect(told).toBe(true);
});

test('a deadline, an expected error and a bug read differently', async () => {
  expect(await run(() => new Promise(() => undefined), { deadlineMs: 10 })).toMatchObject({
    kind: 'failed',
    sentence: expect.stringContaining('was stopped'),
  });
  const refused = new FerrymanError('auth-refused', 'web-1 refused the key.', 'ferryman doctor');
  expect(await run(() => Promise.reject(refused))).toMatchObject({
    sentence: 'web-1 refused the key.',
    next: 'ferryman doctor',
  });
  expect(await run(() => Promise.reject(new TypeError('x is undefined')))).toMatchObject({
    sentence: 'Ferryman itself failed: x is undefined.',
    next: expect.stringContaining('job-1'),
  });
});

test('a job that was taken away is no failure to tell of', async () => {
  const gone = new AbortController();
  const running = run(() => new Promise(() => undefined), { signal: gone.signal });
  gone.abort(new Error('the worker shuts down'));
  expect(await running).toEqual({ kind: 'taken-away' });
});
