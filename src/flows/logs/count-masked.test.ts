import { expect, test } from 'vitest';
import { countMasked } from './count-masked.ts';

const said = {
  asked: {},
  container: { id: 'c0ffee', name: 'web', image: 'shop' },
  state: { status: 'running', sentence: 'running, ‹secret 11aa›', restarts: 0, oomKilled: false },
  verdict: 'faulty',
  causes: [],
  unknowns: [{ check: 'a', because: 'says ‹secret 11aa›, ‹secret 22bb›, and ‹secret 22bb› again' }],
  patterns: [],
  excerpt: [{ stream: 'stdout', text: 'key ‹secret 33cc›' }],
  read: { driver: 'json-file', lines: 1, bytes: 20 },
} satisfies Parameters<typeof countMasked>[0];

test('secrets of the log and of the state are added up by kind, and what only a finding shows is counted once', () => {
  expect(countMasked(said, [{ password: 2, 'AWS key': 1 }, { password: 1 }])).toEqual({
    password: 3,
    'AWS key': 1,
    'in evidence': 1,
  });
  expect(countMasked({ ...said, unknowns: [] }, [{}, {}])).toEqual({});
});
