import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { swapThrash as rule } from './swap-thrash.ts';

const memory = (available: number, swapFree: number) =>
  `MemTotal:        1882192 kB\nMemFree:          41000 kB\nMemAvailable:    ${available} kB\nSwapTotal:       2097148 kB\nSwapFree:        ${swapFree} kB\n`;
const host = (meminfo: string, some: string) =>
  withText(
    withText(hostSaying([]), 'memory', meminfo),
    'pressure',
    `/proc/pressure/memory:some avg10=${some} avg60=38.02 avg300=11.70 total=81234567\n/proc/pressure/memory:full avg10=30.10 avg60=1.0 avg300=1.0 total=1\n`,
  );

test('memory that is out and in all the time is named with how much time it takes', () => {
  const finding = findingOf(rule, host(memory(52_000, 100_000), '62.10'));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven' });
  expect(finding.title).toBe('The host is busy with swapping: 62 % of the time somebody waits for memory');
});

test('swap in use and calm, a little waiting, and no swap at all are none', () => {
  expect(findingsOf(rule, host(memory(900_000, 100_000), '0.00'))).toEqual([]);
  expect(findingsOf(rule, host(memory(52_000, 100_000), '3.20'))).toEqual([]);
  expect(findingsOf(rule, host(memory(52_000, 2_097_148), '62.10'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the memory nothing is claimed', () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'memory'))).toMatchObject({ kind: 'unknown' });
});
