import { expect, test } from 'vitest';
import type { Fault, LastingFault } from '../../report/watched.ts';
import type { Judgement } from './judge.ts';
import { agreed, areSame, faultsAfter } from './settle-faults.ts';

const [early, late] = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:05:00.000Z'] as const;

function fault(name: string, en = name): Fault {
  return {
    cause: 'port-refused',
    severity: 'critical',
    subject: { kind: 'port', name },
    title: { en, 'zh-CN': en },
  };
}

const lasting = (name: string, since: string = early): LastingFault => ({ ...fault(name), since });

function judged(found: readonly Fault[], lost: readonly string[] = []): Judgement {
  return { found, isLost: ({ subject }) => lost.includes(subject.name) };
}

test('a fault that was there keeps since when, in the words of now; a new one is since now', () => {
  expect(faultsAfter([lasting('1')], judged([fault('1', 'in other words'), fault('2')]), late)).toEqual([
    { ...fault('1', 'in other words'), since: early },
    { ...fault('2'), since: late },
  ]);
});

test('what nobody could look at stays, what was looked at and is not there is over', () => {
  expect(faultsAfter([lasting('1'), lasting('2')], judged([], ['2']), late)).toEqual([lasting('2')]);
});

const all = (names: readonly string[]) => names.map((name) => lasting(name));

function agreedNames(was: string[], first: string[], second: string[]): string[] {
  return agreed(all(was), all(first), all(second))
    .map(({ subject }) => subject.name)
    .toSorted();
}

test('a fault counts once two diagnoses have seen it, and is over once two have not', () => {
  expect(agreedNames([], ['new'], ['new'])).toEqual(['new']);
  expect(agreedNames([], ['gone again'], [])).toEqual([]);
  expect(agreedNames([], [], ['just come'])).toEqual([]);
  expect(agreedNames(['old'], [], [])).toEqual([]);
  expect(agreedNames(['old'], [], ['old'])).toEqual(['old']);
  expect(agreedNames(['old'], ['old'], [])).toEqual(['old']);
});

test('it is since when it was seen first', () => {
  expect(agreed([], [lasting('1', early)], [lasting('1', late)])).toEqual([lasting('1', early)]);
});

test('faults are the same by cause and subject, whatever the words', () => {
  expect(areSame([fault('1')], [fault('1', 'in other words')])).toBe(true);
  expect(areSame([fault('1')], [fault('2')])).toBe(false);
  expect(areSame([fault('1')], [])).toBe(false);
});
