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

test('a host without faults is diagnosed as seldom as is allowed', () => {
  expect(wholeAfter(host(), HOUR)).toBe(HOUR);
});

test('the end of a fault is known within a tenth of its time, the youngest deciding', () => {
  expect(wholeAfter(host(0), HOUR)).toBe(0);
  expect(wholeAfter(host(600_000), HOUR)).toBe(60_000);
  expect(wholeAfter(host(600_000, 100_000), HOUR)).toBe(10_000);
  expect(wholeAfter(host(100 * HOUR), HOUR)).toBe(HOUR);
});
