import { once } from 'node:events';
import { expect, test } from 'vitest';
import { say } from '../src/text/say.ts';
import { runStoppable } from './run-stoppable.ts';

function bounds(changes: { stop: AbortSignal; signal?: AbortSignal; patienceMs?: number }) {
  return {
    signal: new AbortController().signal,
    deadlineMs: 10_000,
    job: 'job-1',
    what: say`The diagnosis`,
    ...changes,
  };
}

test('what was stopped is over when the flow has ended what it runs', async () => {
  const stop = new AbortController();
  let cleaned = false;
  const outcome = runStoppable(
    async (signal) => {
      await once(signal, 'abort');
      await new Promise((resolve) => setTimeout(resolve, 50));
      cleaned = true;
      throw new Error('stopped');
    },
    bounds({ stop: stop.signal }),
  );
  stop.abort();
  expect(await outcome).toEqual({ kind: 'cancelled', ended: true });
  expect(cleaned).toBe(true);
});

test('a flow that does not hear is not waited for long, and that is told', async () => {
  const stop = new AbortController();
  const outcome = runStoppable(
    () => new Promise(() => undefined),
    bounds({ stop: stop.signal, patienceMs: 20 }),
  );
  stop.abort();
  expect(await outcome).toEqual({ kind: 'cancelled', ended: false });
});

test('what was stopped before it began never runs', async () => {
  let ran = false;
  const outcome = await runStoppable(
    async () => {
      ran = true;
    },
    bounds({ stop: AbortSignal.abort() }),
  );
  expect({ outcome, ran }).toEqual({ outcome: { kind: 'cancelled', ended: true }, ran: false });
});

test('a job that another worker takes over is not cancelled, and a result that was there first counts', async () => {
  const gone = AbortSignal.abort();
  const stop = new AbortController();
  expect(
    await runStoppable(() => new Promise(() => undefined), bounds({ stop: stop.signal, signal: gone })),
  ).toEqual({ kind: 'taken-away' });
  const outcome = await runStoppable(async () => 'a report', bounds({ stop: stop.signal }));
  stop.abort();
  expect(outcome).toEqual({ kind: 'done', result: 'a report' });
});
