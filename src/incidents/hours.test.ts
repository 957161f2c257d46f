import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { WorkingHours } from '../config/types.ts';
import { isWorkingTime, nextOpening, whenToTell } from './hours.ts';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const at = (iso: string) => Date.parse(iso);
const opens = (hours: WorkingHours, now: string) => new Date(nextOpening(hours, at(now))).toISOString();

function nineToSeven(zone: string): WorkingHours {
  return { zone, from: 9 * 60, to: 19 * 60, days: workdays };
}

describe('what was found', () => {
  const shanghai = nineToSeven('Asia/Shanghai');
  // A Saturday, and the Monday after it.
  const weekend = at('2026-11-21T04:00:00Z');

  it('is told at once where it is critical, where people work, and where nobody said when they do', () => {
    expect(whenToTell('critical', shanghai, weekend)).toEqual({ kind: 'now' });
    expect(whenToTell('warning', undefined, weekend)).toEqual({ kind: 'now' });
    expect(whenToTell('warning', shanghai, at('2026-11-23T04:00:00Z'))).toEqual({ kind: 'now' });
  });

  it('waits for the next working day otherwise', () => {
    expect(whenToTell('warning', shanghai, weekend)).toEqual({
      kind: 'waits',
      until: at('2026-11-23T01:00:00Z'),
    });
  });
});

// 09:00 to 19:00 in Shanghai is 01:00 to 11:00 UTC.
test.each([
  ['2026-11-23T00:59:59.999Z', false],
  ['2026-11-23T01:00:00Z', true],
  ['2026-11-23T10:59:59.999Z', true],
  ['2026-11-23T11:00:00Z', false],
  // Friday and Saturday, by the date in Shanghai.
  ['2026-11-20T05:00:00Z', true],
  ['2026-11-21T05:00:00Z', false],
])('that people work in Shanghai at %s is %s', (now, isOpen) => {
  expect(isWorkingTime(nineToSeven('Asia/Shanghai'), at(now))).toBe(isOpen);
});

test('a day is that of the zone: it is Monday in Auckland while it is Sunday in UTC', () => {
  expect(isWorkingTime(nineToSeven('Pacific/Auckland'), at('2026-11-22T21:00:00Z'))).toBe(true);
});

test('a whole day ends where the next begins', () => {
  const always: WorkingHours = { zone: 'Asia/Shanghai', from: 0, to: 1440, days: ['mon'] };
  expect(isWorkingTime(always, at('2026-11-23T15:59:59Z'))).toBe(true);
  expect(isWorkingTime(always, at('2026-11-23T16:00:00Z'))).toBe(false);
});

// Berlin's clocks went from 02:00 to 03:00 on 29 March 2026 and from 03:00 to 02:00 on 25 October, each at 01:00 UTC (EU directive 2000/84/EC).
describe('over a weekend on which the clocks of Berlin change', () => {
  const berlin = nineToSeven('Europe/Berlin');

  it('Monday begins at nine by the new time', () => {
    expect(opens(berlin, '2026-03-27T18:00:00Z')).toBe('2026-03-30T07:00:00.000Z');
    expect(opens(berlin, '2026-10-23T17:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
  });

  it('hours that begin within the hour that is left out begin when it is over', () => {
    const sunday: WorkingHours = { zone: 'Europe/Berlin', from: 150, to: 600, days: ['sun'] };
    expect(opens(sunday, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('hours that lie wholly within it begin a week later', () => {
    const sunday: WorkingHours = { zone: 'Europe/Berlin', from: 130, to: 170, days: ['sun'] };
    expect(opens(sunday, '2026-03-28T12:00:00Z')).toBe('2026-04-05T00:10:00.000Z');
  });

  it('hours that begin within the hour that comes twice begin at the first, and after it at the second', () => {
    const sunday: WorkingHours = { zone: 'Europe/Berlin', from: 150, to: 600, days: ['sun'] };
    expect(opens(sunday, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(isWorkingTime(sunday, at('2026-10-25T00:45:00Z'))).toBe(true);
    expect(isWorkingTime(sunday, at('2026-10-25T01:10:00Z'))).toBe(false);
    expect(opens(sunday, '2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });
});

describe('in Shanghai', () => {
  it('nothing changes on those weekends', () => {
    const shanghai = nineToSeven('Asia/Shanghai');
    expect(opens(shanghai, '2026-03-27T18:00:00Z')).toBe('2026-03-30T01:00:00.000Z');
    expect(opens(shanghai, '2026-10-23T17:00:00Z')).toBe('2026-10-26T01:00:00.000Z');
  });

  // China had summer time from 1986 to 1991, in that year from 14 April to 15 September (tzdata, file asia).
  it('nine was an hour earlier in the summers that had summer time', () => {
    const shanghai = nineToSeven('Asia/Shanghai');
    expect(opens(shanghai, '1991-04-12T12:00:00Z')).toBe('1991-04-15T00:00:00.000Z');
    expect(opens(shanghai, '1991-09-13T12:00:00Z')).toBe('1991-09-16T01:00:00.000Z');
  });
});

test('a date that a place leapt over has no hours: Samoa had no 30 December 2011', () => {
  const friday: WorkingHours = { zone: 'Pacific/Apia', from: 540, to: 1020, days: ['fri'] };
  // The next Friday there is 6 January, at nine by UTC+14.
  expect(opens(friday, '2011-12-29T12:00:00Z')).toBe('2012-01-05T19:00:00.000Z');
});

test('whatever the zone and the hours, it opens when it says and not before', () => {
  const zones = [
    'Europe/Berlin',
    'Asia/Shanghai',
    'UTC',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Africa/Casablanca',
  ];
  const someHours = fc
    .record({
      zone: fc.constantFrom(...zones),
      minutes: fc.uniqueArray(fc.nat(1440), { minLength: 2, maxLength: 2 }),
      days: fc.subarray([...workdays, 'sat' as const, 'sun' as const], { minLength: 1 }),
    })
    .map(({ zone, minutes, days }): WorkingHours => {
      return { zone, from: Math.min(...minutes), to: Math.max(...minutes), days };
    });
  const someTime = fc.integer({ min: at('2025-12-01T00:00:00Z'), max: at('2027-01-31T00:00:00Z') });
  fc.assert(
    fc.property(someHours, someTime, fc.array(fc.nat(9_999), { maxLength: 30 }), (hours, now, parts) => {
      const opening = nextOpening(hours, now);
      expect(opening).toBeGreaterThan(now);
      expect(isWorkingTime(hours, opening)).toBe(true);
      if (isWorkingTime(hours, now)) return;
      const between = [
        opening - 1,
        ...parts.map((part) => now + Math.floor(((opening - now) * part) / 10_000)),
      ];
      for (const moment of between) expect(isWorkingTime(hours, moment)).toBe(false);
    }),
    { numRuns: 150 },
  );
});
