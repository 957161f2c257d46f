import { expect, test } from 'vitest';
import { FerrymanError } from '../src/errors.ts';
import { say } from '../src/text/say.ts';
import { tell } from '../src/text/tell.ts';
import { runFlow } from './run-flow.ts';

async function run<T>(
  flow: (signal: AbortSignal) => Promise<T>,
  changes: { deadlineMs?: number; signal?: AbortSignal; host?: string } = {},
) {
  const outcome = await runFlow(flow, {
    signal: new AbortController().signal,
    deadlineMs: 10_000,
    job: 'job-1',
    what: say`The diagnosis`,
    ...changes,
  });
  if (outcome.kind !== 'failed') return outcome;
  const { sentence, next, ...rest } = outcome;
  return { ...rest, sentence: tell(sentence, 'en'), next: tell(next, 'en') };
}

test('what the flow finds comes through', async () => {
  expect(await run(async () => 'a report')).toEqual({ kind: 'done', result: 'a report' });
});

test('the flow is told of the deadline and may end before it is cut off', async () => {
  let told = false;
  await run(
    (signal) =>
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
    sentence: 'The diagnosis was not done after 0 s and was stopped.',
    next: 'See whether each host answers at all: ferryman doctor. Then run again.',
  });
  const named = await run(() => new Promise(() => undefined), { deadlineMs: 10, host: 'web-1' });
  expect(named).toMatchObject({ next: expect.stringContaining('whether web-1 answers') });
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
