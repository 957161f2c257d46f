import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { clockSkew as rule } from './clock-skew.ts';

const host = hostSaying([]);
const at = Math.floor(Date.parse(host.at) / 1000);
const clock = (seconds: number, zone = '+0000') => withText(host, 'clock', `${at + seconds} ${zone}\n`);

test('a clock that is far off is named with both times', () => {
  const finding = findingOf(rule, clock(-3 * 3600));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'likely' });
  expect(finding.title).toBe("The host's clock is 3 hours behind");
  expect(evidenceText(finding)).toContain(new Date(host.at).toISOString());
  expect(findingOf(rule, clock(4 * 86_400)).title).toBe("The host's clock is 4 days ahead");
});

test('some seconds, and another time zone, are no skew', () => {
  expect(findingsOf(rule, clock(40))).toEqual([]);
  expect(findingsOf(rule, clock(1, '+0800'))).toEqual([]);
});

test('the time that the reading took is no skew', () => {
  expect(findingsOf(rule, { ...clock(420), collectMs: 200_000 })).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without a clock the time of the snapshot stands, and nothing is claimed', () => {
  expect(outcomeOf(rule, without(host, 'clock')).kind).toBe('healthy');
});
