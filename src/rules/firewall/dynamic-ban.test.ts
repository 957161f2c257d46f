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
  IN_FORWARD,
  plain,
  silent,
  withLines,
} from '../../../test/support/firewall-hosts.ts';
import { dynamicBan as rule } from './dynamic-ban.ts';

/** fail2ban 1.0's iptables action with chain = DOCKER-USER. */
function jailed(address: string) {
  const jump = withLines(plain, IN_DOCKER_USER, '[9:540] -A DOCKER-USER -p tcp -j f2b-nginx');
  const ban = withLines(
    jump,
    IN_FORWARD,
    `[9:540] -A f2b-nginx -s ${address}/32 -j DROP`,
    '[0:0] -A f2b-nginx -j RETURN',
  );
  return silent(withLines(ban, ':DOCKER-USER - [0:0]', ':DOCKER-USER - [0:0]', ':f2b-nginx - [0:0]'));
}

test('the asker who is banned is told so, with the jail', () => {
  const finding = findingOf(rule, jailed('198.18.0.1'));
  expect(finding).toMatchObject({
    certainty: 'proven',
    subject: { name: '198.18.0.1' },
    explains: ['port:30712'],
  });
  expect(finding.fix?.commands[0]).toBe('fail2ban-client set nginx unbanip 198.18.0.1');
  expect(evidenceText(finding)).toContain('-A f2b-nginx -s 198.18.0.1/32 -j DROP');
});

test('a rule for the asker alone is a ban, whoever wrote it', () => {
  const agent = withLines(plain, IN_FORWARD, '[9:540] -A FORWARD -s 198.18.0.1/32 -j DROP');
  expect(findingOf(rule, silent(agent)).title).toBe('198.18.0.1 is banned on this host');
});

test('a ban of a stranger is none', () => {
  expect(findingsOf(rule, jailed('203.0.113.66'))).toEqual([]);
});

test('a rule in DOCKER-USER is the administrator’s, and a whole network is no ban', () => {
  const own = withLines(plain, IN_DOCKER_USER, '[9:540] -A DOCKER-USER -s 198.18.0.1/32 -j DROP');
  expect(findingsOf(rule, silent(own))).toEqual([]);
  const network = withLines(plain, IN_FORWARD, '[9:540] -A FORWARD -s 198.18.0.0/16 -j DROP');
  expect(findingsOf(rule, silent(network))).toEqual([]);
});

test('healthy hosts are left alone, and without the rules nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(jailed('198.18.0.1'), 'iptables')).kind).toBe('unknown');
});
