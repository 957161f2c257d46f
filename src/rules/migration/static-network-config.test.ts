import { expect, test } from 'vitest';

import { hostSaying } from '../../../test/support/log-rule.ts';
import { accusedHealthyHosts, findingsOf, outcomeOf, withText } from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { staticNetworkConfig as rule } from './static-network-config.ts';

const host = hostSaying([]);
const ifcfg = (...lines: string[]) =>
  withText(
    host,
    'config-lines',
    lines.map((line, at) => `/etc/sysconfig/network-scripts/ifcfg-eth0:${at + 1}:${line}\n`).join(''),
  );

test('a gateway of another network stands behind the ways that it spoils', () => {
  const findings = findingsOf(rule, ifcfg('BOOTPROTO=static', 'GATEWAY=10.250.1.253'));
  expect(findings.map(({ behind }) => behind)).toEqual([
    'wrong-gateway-or-gateway-arp-dead',
    'missing-default-route',
  ]);
  expect(findings[0]?.title).toContain('10.250.1.253');
});

test('nameservers by hand that are in use stand behind names that do not resolve', () => {
  const dns = withText(
    ifcfg('DNS1=10.202.72.118', 'PEERDNS=no'),
    'resolv-conf',
    '==> /etc/resolv.conf <==\nnameserver 10.202.72.118\n',
  );
  expect(findingsOf(rule, dns).map(({ behind }) => behind)).toEqual(['resolv-conf-of-old-region']);
});

test('DHCP, and a nameserver in a file that nobody uses, are none', () => {
  expect(findingsOf(rule, ifcfg('BOOTPROTO=dhcp', 'DNS1=10.9.9.9'))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the files nothing is claimed', () => {
  expect(outcomeOf(rule, without(host, 'config-lines'))).toMatchObject({ kind: 'unknown' });
});
