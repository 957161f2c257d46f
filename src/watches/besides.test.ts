import { expect, test } from 'vitest';
import type { Watch } from '../report/watch.ts';
import { besides } from './besides.ts';

const minute = 60_000;
const at = '2026-11-23T07:00:00.000Z';

function asked(userId: string, changes: Partial<Watch> = {}): Omit<Watch, 'id'> {
  return {
    schema: 'ferryman.watch/1',
    on: 'hz-shop',
    ports: [],
    everyMs: 5 * minute,
    to: 'C024BE91L',
    by: { kind: 'person', userId, at },
    ...changes,
  };
}

const { watch: annas } = besides(asked('U0ANNA', { everyMs: minute }), [], 'set');

test('who types another watch of the same at the same place puts it in place of the one there', () => {
  const { watch, before, already } = besides(asked('U0LIN', { ports: [30_003] }), [annas], 'set');
  expect(watch).toMatchObject({ id: annas.id, ports: [30_003], everyMs: 5 * minute });
  expect(before).toEqual(annas);
  expect(already).toBe(false);
  expect(besides(asked('U0LIN', { everyMs: minute }), [annas], 'set').already).toBe(true);
});

test('elsewhere, or of something else, it is a watch of its own', () => {
  for (const changes of [{ to: 'C024BE91M' }, { on: 'shop' }]) {
    const { watch, before } = besides(asked('U0LIN', changes), [annas], 'set');
    expect(watch.id).not.toBe(annas.id);
    expect(before).toBeUndefined();
  }
});

test('what is added leaves the host watched as a whole, and is looked at as often', () => {
  const { watch, before } = besides(asked('U0LIN', { ports: [30_003] }), [annas], 'added');
  expect(watch.id).not.toBe(annas.id);
  expect(watch).toMatchObject({ ports: [30_003], everyMs: minute, by: { userId: 'U0LIN' } });
  expect(before).toBeUndefined();
});

test('what is added takes the place of nothing that was added before', () => {
  const { watch: one } = besides(asked('U0LIN', { ports: [30_003] }), [annas], 'added');
  const { watch: other } = besides(asked('U0LIN', { ports: [30_001] }), [annas, one], 'added');
  expect(new Set([annas.id, one.id, other.id]).size).toBe(3);
  const again = besides(asked('U0CHEN', { ports: [30_003] }), [annas, one, other], 'added');
  expect(again).toEqual({ watch: one, already: true });
});

test('where nothing is watched yet, what is added is what would have been typed', () => {
  const typed = asked('U0LIN', { ports: [30_003] });
  expect(besides(typed, [], 'added')).toEqual(besides(typed, [], 'set'));
});
