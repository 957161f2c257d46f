import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { weekdays, type Weekday, type WorkingHours } from '../config/types.ts';
import { isHeldBack, isWorkingTime } from './hours.ts';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const at = (iso: string) => Date.parse(iso);
/** Whether people work before a span, as it begins, in its middle, at its end, and behind it. */
function around(hours: WorkingHours, from: string, to: string): boolean[] {
  const moments = [at(from) - 1, at(from), (at(from) + at(to)) / 2, at(to) - 1, at(to)];
  return moments.map((moment) => isWorkingTime(hours, moment));
}

const inIt = [false, true, true, true, false];

function nineToSeven(zone: string): WorkingHours {
  return { zone, from: 9 * 60, to: 19 * 60, days: workdays };
}

describe('what was found', () => {
  const shanghai = nineToSeven('Asia/Shanghai');
  // A Saturday, and the Monday after it.
  const weekend = at('2026-11-21T04:00:00Z');

  it('is told at once where it is critical, where people work, and where nobody said when they do', () => {
    expect(isHeldBack('critical', shanghai, weekend)).toBe(false);
    expect(isHeldBack('warning', undefined, weekend)).toBe(false);
    expect(isHeldBack('warning', shanghai, at('2026-11-23T04:00:00Z'))).toBe(false);
  });

  it('waits for the next working day otherwise', () => {
    expect(isHeldBack('warning', shanghai, weekend)).toBe(true);
    expect(isHeldBack('warning', shanghai, at('2026-11-23T00:59:59Z'))).toBe(true);
    expect(isHeldBack('warning', shanghai, at('2026-11-23T01:00:00Z'))).toBe(false);
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

test('a night is that of the day on which it begins', () => {
  const nights: WorkingHours = { zone: 'Asia/Shanghai', from: 22 * 60, to: 6 * 60, days: workdays };
  // From Friday, 20 November, 22:00 there to Saturday, 06:00.
  expect(around(nights, '2026-11-20T14:00:00Z', '2026-11-20T22:00:00Z')).toEqual(inIt);
  // On Monday morning it is Sunday's night.
  expect(isWorkingTime(nights, at('2026-11-22T17:00:00Z'))).toBe(false);
  expect(around(nights, '2026-11-23T14:00:00Z', '2026-11-23T22:00:00Z')).toEqual(inIt);
});

test('hours that end at midnight may be written to 00:00 or to 24:00', () => {
  const evening = { zone: 'Asia/Shanghai', from: 18 * 60, days: ['mon'] } as const;
  for (const to of [0, 1440])
    expect(around({ ...evening, to }, '2026-11-23T10:00:00Z', '2026-11-23T16:00:00Z')).toEqual(inIt);
});

function onSunday(from: number, to: number): WorkingHours {
  return { zone: 'Europe/Berlin', from, to, days: ['sun'] };
}

// Berlin's clocks went from 02:00 to 03:00 on 29 March 2026 and from 03:00 to 02:00 on 25 October, each at 01:00 UTC (EU directive 2000/84/EC).
describe('over a weekend on which the clocks of Berlin change', () => {
  it('Monday begins at nine by the new time', () => {
    expect(around(nineToSeven('Europe/Berlin'), '2026-03-30T07:00:00Z', '2026-03-30T17:00:00Z')).toEqual(
      inIt,
    );
    expect(around(nineToSeven('Europe/Berlin'), '2026-10-26T08:00:00Z', '2026-10-26T18:00:00Z')).toEqual(
      inIt,
    );
  });

  it('hours that begin within the hour that is left out begin when it is over', () => {
    expect(around(onSunday(150, 600), '2026-03-29T01:00:00Z', '2026-03-29T08:00:00Z')).toEqual(inIt);
  });

  it('hours that lie wholly within it are not that day', () => {
    for (let minute = 0; minute < 1440; minute += 1) {
      const now = at('2026-03-28T23:00:00Z') + minute * 60_000;
      expect(isWorkingTime(onSunday(130, 170), now)).toBe(false);
    }
    expect(around(onSunday(130, 170), '2026-04-05T00:10:00Z', '2026-04-05T00:50:00Z')).toEqual(inIt);
  });

  it('hours within the hour that comes twice are there both times', () => {
    expect(around(onSunday(130, 170), '2026-10-25T00:10:00Z', '2026-10-25T00:50:00Z')).toEqual(inIt);
    expect(around(onSunday(130, 170), '2026-10-25T01:10:00Z', '2026-10-25T01:50:00Z')).toEqual(inIt);
  });

  it('the night from Saturday is an hour shorter in spring, and an hour longer in autumn', () => {
    const night: WorkingHours = { zone: 'Europe/Berlin', from: 22 * 60, to: 6 * 60, days: ['sat'] };
    expect(around(night, '2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z')).toEqual(inIt);
    expect(around(night, '2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z')).toEqual(inIt);
  });
});

describe('in Shanghai', () => {
  it('nothing changes on those weekends', () => {
    const shanghai = nineToSeven('Asia/Shanghai');
    expect(around(shanghai, '2026-03-30T01:00:00Z', '2026-03-30T11:00:00Z')).toEqual(inIt);
    expect(around(shanghai, '2026-10-26T01:00:00Z', '2026-10-26T11:00:00Z')).toEqual(inIt);
    const night: WorkingHours = { zone: 'Asia/Shanghai', from: 22 * 60, to: 6 * 60, days: ['sat'] };
    expect(around(night, '2026-03-28T14:00:00Z', '2026-03-28T22:00:00Z')).toEqual(inIt);
    expect(around(night, '2026-10-24T14:00:00Z', '2026-10-24T22:00:00Z')).toEqual(inIt);
  });

  // China had summer time from 1986 to 1991, in that year from 14 April to 15 September (tzdata, file asia).
  it('nine was an hour earlier in the summers that had summer time, and the first night an hour shorter', () => {
    const shanghai = nineToSeven('Asia/Shanghai');
    expect(around(shanghai, '1991-04-15T00:00:00Z', '1991-04-15T10:00:00Z')).toEqual(inIt);
    expect(around(shanghai, '1991-09-16T01:00:00Z', '1991-09-16T11:00:00Z')).toEqual(inIt);
    const night: WorkingHours = { zone: 'Asia/Shanghai', from: 22 * 60, to: 6 * 60, days: ['sat'] };
    expect(around(night, '1991-04-13T14:00:00Z', '1991-04-13T21:00:00Z')).toEqual(inIt);
  });
});

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

function dayAfter(day: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(day) + 1) % 7] ?? day;
}

test('wherever it is, a night is an evening and the morning of the next day', () => {
  const nights = fc.record({
    zone: fc.constantFrom(...zones),
    minutes: fc.uniqueArray(fc.nat(1439), { minLength: 2, maxLength: 2 }),
    days: fc.subarray([...weekdays], { minLength: 1 }),
  });
  const someTime = fc.integer({ min: at('2025-12-01T00:00:00Z'), max: at('2027-01-31T00:00:00Z') });
  fc.assert(
    fc.property(nights, someTime, ({ zone, minutes, days }, now) => {
      const [from, to] = [Math.max(...minutes), Math.min(...minutes)];
      const evening = isWorkingTime({ zone, from, to: 1440, days }, now);
      // A night that ends at midnight has none.
      const morning = to > 0 && isWorkingTime({ zone, from: 0, to, days: days.map(dayAfter) }, now);
      expect(isWorkingTime({ zone, from, to, days }, now)).toBe(evening || morning);
    }),
    { numRuns: 300 },
  );
});
