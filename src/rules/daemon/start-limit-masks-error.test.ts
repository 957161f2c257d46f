import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { startLimitMasksError as rule } from './start-limit-masks-error.ts';

const { snapshot } = recordedHost('daemon-json-invalid');
const cut = stdoutOf(snapshot, 'docker-journal')
  .split('\n')
  .filter((line) => /repeated too quickly/.test(line))
  .join('\n');

test('a journal that holds nothing but the limit is said to hold nothing but the limit', () => {
  const finding = findingOf(rule, withText(snapshot, 'docker-journal', `${cut}\n`));
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'likely' });
  expect(evidenceText(finding)).toContain('Start request repeated too quickly');
  expect(finding.explanation).toContain('Its last process ended with exit code 1.');
});

test('where the reason stands before the limit it is left to its own cause', () => {
  expect(findingsOf(rule, snapshot)).toEqual([]);
});

test('a Docker that was stopped in order failed at nothing', () => {
  expect(findingsOf(rule, recordedHost('docker-not-running').snapshot)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a journal that may not be read may hold the reason', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-journal')).kind).toBe('unknown');
});
