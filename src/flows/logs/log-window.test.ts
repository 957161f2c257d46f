import { expect, test } from 'vitest';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import { sinceOf } from './log-window.ts';

function sinceRestart(times: { startedAt: string; finishedAt: string }, restartCount: number) {
  const [container] = viewOf('containers', recordedHost('the-story').snapshot);
  if (container === undefined) throw new Error('the story has containers');
  const state = { ...container.inspect.state, ...times };
  return sinceOf(
    { sinceRestart: true },
    { ...container, inspect: { ...container.inspect, restartCount, state } },
  );
}

test('a start that Docker notes late loses no line, and nothing of the run before is read', () => {
  const ran = { startedAt: '2026-11-22T12:00:10.000Z', finishedAt: '2026-11-22T12:00:08.500Z' };
  expect(sinceRestart(ran, 3)).toBe('2026-11-22T12:00:08.500Z');
  expect(sinceRestart(ran, 0)).toBe('2026-11-22T12:00:08.500Z');
  expect(sinceRestart({ ...ran, finishedAt: '2026-11-22T09:00:00.000Z' }, 3)).toBe(
    '2026-11-22T12:00:05.000Z',
  );
});

test('of one that has ended again only its policy’s pause parts it from the run before', () => {
  const over = { startedAt: '2026-11-22T12:00:10.000Z', finishedAt: '2026-11-22T12:00:11.000Z' };
  expect(sinceRestart(over, 3)).toBe('2026-11-22T12:00:09.900Z');
  expect(sinceRestart(over, 0)).toBe('2026-11-22T12:00:05.000Z');
});
