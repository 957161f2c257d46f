import { describe, expect, it } from 'vitest';
import { beginOf, dayBefore, dueDigest } from './due.ts';

const nine = 9 * 60;
const utc = (text: string) => Date.parse(`${text}:00.000Z`);

describe('the digest of a day', () => {
  // Shanghai is eight hours ahead of UTC all year.
  it.each([
    ['2026-11-23T00:59', undefined],
    ['2026-11-23T01:00', '2026-11-23'],
    ['2026-11-23T15:59', '2026-11-23'],
    ['2026-11-23T16:00', undefined],
    ['2026-11-24T01:00', '2026-11-24'],
  ])('is due from its time on until the day is over: %s UTC', (now, day) => {
    expect(dueDigest({ at: nine, zone: 'Asia/Shanghai' }, utc(now))?.day).toBe(day);
  });

  it('at 24:00 is the one of the day that begins', () => {
    expect(dueDigest({ at: 1_440, zone: 'UTC' }, utc('2026-11-23T00:00'))).toEqual({
      day: '2026-11-23',
      at: utc('2026-11-23T00:00'),
    });
  });

  // Clocks in Berlin leap from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC, and show 02:30 twice on 25 October.
  it('comes where the clocks leap over its time, and once where they show it twice', () => {
    const berlin = { at: 2 * 60 + 30, zone: 'Europe/Berlin' };
    expect(dueDigest(berlin, utc('2026-03-29T00:59'))).toBeUndefined();
    expect(dueDigest(berlin, utc('2026-03-29T01:00'))).toEqual({
      day: '2026-03-29',
      at: utc('2026-03-29T01:00'),
    });
    const [first, second] = ['2026-10-25T00:30', '2026-10-25T01:30'].map((now) =>
      dueDigest(berlin, utc(now)),
    );
    expect(first).toEqual({ day: '2026-10-25', at: utc('2026-10-25T00:30') });
    expect(second).toEqual(first);
  });
});

it.each([
  ['2026-11-23T15:59', '2026-11-22'],
  ['2026-11-23T16:00', '2026-11-23'],
  ['2026-12-31T16:00', '2026-12-31'],
])('the day before is that of the clocks there: %s UTC', (now, day) => {
  expect(dayBefore('Asia/Shanghai', utc(now))).toBe(day);
});

describe('what a digest tells', () => {
  const now = utc('2026-11-23T09:00');
  it('begins where the one before ended, however long that is ago, for a week', () => {
    expect(beginOf(utc('2026-11-20T09:03'), now)).toBe(utc('2026-11-20T09:03'));
    expect(beginOf(utc('2026-10-20T09:00'), now)).toBe(utc('2026-11-16T09:00'));
  });
  it('begins a day ago where there was none', () => {
    expect(beginOf(undefined, now)).toBe(utc('2026-11-22T09:00'));
  });
});
