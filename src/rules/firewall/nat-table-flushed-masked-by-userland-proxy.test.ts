import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, without } from '../../../test/support/recorded-hosts.ts';

import { plain, withNeed } from '../../../test/support/firewall-hosts.ts';
import { natTableFlushed as rule } from './nat-table-flushed-masked-by-userland-proxy.ts';

const RULES_OF_NAT =
  /\[\d+:\d+\] -A (PREROUTING|OUTPUT|POSTROUTING|DOCKER ! -i|DOCKER -i docker0 -j RETURN).*\n/;
const flushed = edited(plain, 'iptables', RULES_OF_NAT, '');
const rds = { address: '10.9.9.9', port: 1433 };
const cut = withNeed(flushed, rds, 'connected', 'timed-out');

test('a flushed table nat is named by what containers cannot reach, and why ports answer all the same', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    explains: ['need:rds:shop-web'],
  });
  expect(finding.explanation).toContain('30712 still answers, because Docker');
  expect(evidenceText(finding)).toContain('-P POSTROUTING ACCEPT');
});

test('without anything that was tried it is a warning', () => {
  expect(findingOf(rule, flushed).severity).toBe('warning');
});

test('a container that reaches something beyond the host outweighs the rules', () => {
  expect(findingsOf(rule, withNeed(flushed, rds, 'connected', 'connected'))).toEqual([]);
});

test('masquerading by somebody else’s rule, or Docker’s jump in place, is no flushed table', () => {
  const own = edited(
    flushed,
    'iptables',
    ':POSTROUTING ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]\n[1:60] -A POSTROUTING -o eth0 -j MASQUERADE',
  );
  expect(findingsOf(rule, own)).toEqual([]);
  expect(findingsOf(rule, edited(plain, 'iptables', /\[\d+:\d+\] -A POSTROUTING.*\n/, ''))).toEqual([]);
});

test('Docker that was told to leave the firewall alone is another cause', () => {
  const file = '==> /etc/docker/daemon.json <==\n{ "iptables": false }\n';
  expect(findingsOf(rule, withText(cut, 'daemon-json', file))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(cut, 'iptables')).kind).toBe('unknown');
});
