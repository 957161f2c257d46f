import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import {
  IN_DOCKER_USER,
  plain,
  silent,
  withLegacy,
  withLines,
} from '../../../test/support/firewall-hosts.ts';
import { iptablesLegacyNftMix as rule } from './iptables-legacy-nft-mix.ts';

const shut = silent(withLegacy(plain, 'DROP'));

test('a policy of the old tables is named although both have the policy DROP', () => {
  const finding = findingOf(rule, shut);
  expect(finding).toMatchObject({ certainty: 'proven', explains: ['port:30712'] });
  expect(evidenceText(finding)).toContain('$ iptables-legacy -t filter -S FORWARD\n-P FORWARD DROP');
});

test('a rule of the old tables is named with its line', () => {
  const line = '[9:540] -A FORWARD -p tcp -m tcp --dport 8080 -j DROP';
  const finding = findingOf(rule, silent(withLegacy(plain, 'ACCEPT', line)));
  expect(finding.fix?.commands).toContain(
    'iptables-legacy -t filter -D FORWARD -p tcp -m tcp --dport 8080 -j DROP',
  );
});

test('old tables that are empty or let everything through are no fault', () => {
  expect(findingsOf(rule, silent(withLegacy(plain, 'ACCEPT')))).toEqual([]);
  expect(findingsOf(rule, withLegacy(plain, 'DROP'))).toEqual([]);
});

test('a drop in the tables that iptables shows is another cause, old tables beside it or not', () => {
  const both = withLines(withLegacy(plain, 'ACCEPT'), IN_DOCKER_USER, '[1:60] -A DOCKER-USER -j DROP');
  expect(findingsOf(rule, silent(both))).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(shut, 'iptables')).kind).toBe('unknown');
});
