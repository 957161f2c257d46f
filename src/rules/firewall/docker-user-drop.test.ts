import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';

import { IN_DOCKER_USER, plain, silent, withLines, withTable } from '../../../test/support/firewall-hosts.ts';
import { dockerUserDrop as rule } from './docker-user-drop.ts';

const WHITELIST = '[4:240] -A DOCKER-USER ! -s 203.0.113.0/24 -i eth0 -j DROP';
const shut = silent(withLines(plain, IN_DOCKER_USER, WHITELIST));

test('a whitelist without the one who asks is named, with the line and who is missing', () => {
  const finding = findingOf(rule, shut);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', explains: ['port:30712'] });
  expect(evidenceText(finding)).toContain(WHITELIST);
  expect(finding.fix?.commands.join('\n')).toContain('iptables -I DOCKER-USER -s 198.18.0.1 -j RETURN');
});

test('a chain of one’s own that DOCKER-USER jumps to counts as DOCKER-USER', () => {
  const office = withLines(plain, IN_DOCKER_USER, '[4:240] -A DOCKER-USER -j office');
  const chain = withLines(office, '[12:893] -A FORWARD -j DOCKER-USER', '[4:240] -A office -j DROP');
  const there = withLines(chain, ':DOCKER-USER - [0:0]', ':office - [0:0]');
  expect(findingOf(rule, silent(there)).subject.name).toBe('office');
});

test('a rule that drops strangers while the asker gets through is nobody’s fault', () => {
  expect(findingsOf(rule, withLines(plain, IN_DOCKER_USER, WHITELIST))).toEqual([]);
  const strangers = withLines(plain, IN_DOCKER_USER, '[4:240] -A DOCKER-USER -s 203.0.113.9/32 -j DROP');
  expect(findingsOf(rule, silent(strangers))).toEqual([]);
});

test('what the table raw drops is another cause', () => {
  const raw = withTable(plain, 'raw', '[4:240] -A PREROUTING -p tcp -m tcp --dport 30712 -j DROP');
  expect(findingsOf(rule, silent(raw))).toEqual([]);
});

test('a match that nobody can judge is believed where it has met packets, and called likely', () => {
  const set = '-A DOCKER-USER -m set ! --match-set friends src -j DROP';
  expect(findingOf(rule, silent(withLines(plain, IN_DOCKER_USER, `[9:540] ${set}`))).certainty).toBe(
    'likely',
  );
  expect(findingsOf(rule, silent(withLines(plain, IN_DOCKER_USER, `[0:0] ${set}`)))).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(shut, 'iptables')).kind).toBe('unknown');
});
