import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { edited } from '../../../test/support/recorded-hosts.ts';
import {
  IN_DOCKER_USER,
  IN_FORWARD,
  plain,
  silent,
  withLines,
} from '../../../test/support/firewall-hosts.ts';
import { ufwForwardDrop as rule } from './ufw-bypass-or-ufw-forward-drop.ts';

/** What ufw 0.36 puts into FORWARD, before Docker's rules. */
const withUfw = withLines(
  withLines(
    plain,
    IN_FORWARD,
    '[3:180] -A FORWARD -j ufw-before-forward',
    '[3:180] -A FORWARD -j ufw-reject-forward',
  ),
  ':DOCKER-USER - [0:0]',
  ':DOCKER-USER - [0:0]',
  ':ufw-before-forward - [0:0]',
  ':ufw-reject-forward - [0:0]',
);
/** …and nothing of Docker's after it. */
const alone = silent(edited(withUfw, 'iptables', /\[\d+:\d+\] -A FORWARD (?!-j ufw).*\n/, ''));

test('a FORWARD that ufw drops by policy is named', () => {
  const finding = findingOf(rule, alone);
  expect(finding).toMatchObject({ certainty: 'proven', explains: ['port:30712'] });
  expect(evidenceText(finding)).toContain('-P FORWARD DROP');
});

test('a reject in a chain of ufw’s own is named with its line', () => {
  const reject = withLines(withUfw, IN_FORWARD, '[3:180] -A ufw-reject-forward -j REJECT');
  expect(findingOf(rule, silent(reject)).title).toContain('A rule of ufw');
});

test('ufw beside Docker’s rules is no fault, whatever its policy', () => {
  expect(findingsOf(rule, withUfw)).toEqual([]);
  expect(findingsOf(rule, silent(withUfw))).toEqual([]);
});

test('without ufw the same loss is another cause', () => {
  const user = withLines(plain, IN_DOCKER_USER, '[1:60] -A DOCKER-USER -j DROP');
  expect(findingsOf(rule, silent(user))).toEqual([]);
  const gone = edited(plain, 'iptables', /\[\d+:\d+\] -A FORWARD .*\n/, '');
  expect(findingsOf(rule, silent(gone))).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(alone, 'iptables')).kind).toBe('unknown');
});
