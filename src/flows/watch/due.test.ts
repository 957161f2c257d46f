import { expect, test } from 'vitest';
import type { LastingFault, WatchedHost } from '../../report/watched.ts';
import { wholeAfter } from './due.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-11-23T12:00:00.000Z');

function host(...ages: readonly number[]): WatchedHost {
  const faults = ages.map((age): LastingFault => ({
    cause: 'a',
    severity: 'critical',
    subject: { kind: 'port', name: String(age) },
    title: { en: 'a', 'zh-CN': 'a' },
    since: new Date(noon - age).toISOString(),
  }));
  const wholeAt = new Date(noon).toISOString();
  return { schema: 'ferryman.watched/1', host: 'hz-1', tags: [], lookedAt: wholeAt, wholeAt, faults };
}

test('hosts without faults that were diagnosed at once are not so again, and each before its time is over', () => {
  const after = Array.from({ length: 600 }, (_, i) => wholeAfter({ ...host(), host: `hz-${i}` }, HOUR));
  expect(Math.max(...after)).toBeLessThanOrEqual(HOUR);
  expect(Math.min(...after)).toBeGreaterThanOrEqual(HOUR / 2);
  const minutes = after.map((ms) => Math.floor(ms / 60_000));
  const mostInOne = Math.max(...minutes.map((minute) => minutes.filter((one) => one === minute).length));
  // Twenty in each of thirty minutes on average.
  expect(mostInOne).toBeLessThan(50);
});

test('the end of a fault is known within a tenth of its time, the youngest deciding', () => {
  expect(wholeAfter(host(0), HOUR)).toBe(0);
  expect(wholeAfter(host(600_000), HOUR)).toBe(60_000);
  expect(wholeAfter(host(600_000, 100_000), HOUR)).toBe(10_000);
  expect(wholeAfter(host(100 * HOUR), HOUR)).toBe(wholeAfter(host(), HOUR));
});
