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
import { dockerIptablesDisabled as rule } from './docker-iptables-disabled.ts';

const OFF = '==> /etc/docker/daemon.json <==\n{ "iptables": false }\n';
const bare = edited(plain, 'iptables', /\[\d+:\d+\] -A .*\n/, '');
const off = withText(bare, 'daemon-json', OFF);
const rds = { address: '10.9.9.9', port: 1433 };
const cut = withNeed(off, rds, 'connected', 'timed-out');

test('a Docker without iptables is named where a container misses something', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    explains: ['need:rds:shop-web'],
  });
  expect(evidenceText(finding)).toContain('$ cat /etc/docker/daemon.json\n"iptables": false');
});

test('where nobody is seen to miss anything it is a notice, and with somebody’s own rules nothing', () => {
  expect(findingOf(rule, off).severity).toBe('notice');
  const own = edited(
    off,
    'iptables',
    ':POSTROUTING ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]\n[1:60] -A POSTROUTING -o eth0 -j MASQUERADE',
  );
  expect(findingsOf(rule, own)).toEqual([]);
  expect(findingsOf(rule, withNeed(off, rds, 'connected', 'connected'))).toEqual([]);
});

test('a flushed table of a Docker that manages it is another cause', () => {
  expect(findingsOf(rule, withNeed(bare, rds, 'connected', 'timed-out'))).toEqual([]);
});

test('healthy hosts are left alone, and without the facts nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(cut, 'daemon-json')).kind).toBe('unknown');
});
