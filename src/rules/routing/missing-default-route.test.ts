import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { missingDefaultRoute as rule } from './missing-default-route.ts';

const { snapshot } = recordedHost('healthy-databases');
const cut = edited(snapshot, 'routes', /^default .*\n/, '');
const DOCKER0 = '172.17.0.0/16 dev docker0';
const noServers = withText(cut, 'resolv-conf', '==> /etc/resolv.conf <==\n');

test('a host without a default route is named where its name server lies beyond', () => {
  const finding = findingOf(rule, cut);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', subject: { kind: 'host' } });
  expect(finding.explanation).toContain('the name server 100.100.2.136');
  expect(evidenceText(finding)).toContain('192.168.9.0/24 dev eth0');
});

test('a host without ip is quoted under the command that it has', () => {
  const { snapshot: old } = recordedHost('net-tools-bridge-subnet-equals-host-subnet');
  const { evidence } = findingOf(rule, edited(old, 'routes', /0\.0\.0\.0 .* UG .*\n/, ''));
  expect(evidence.map(({ source }) => source)).toEqual(['route -n']);
  expect(evidence[0]?.lines).toContain(
    '192.168.77.0    0.0.0.0         255.255.255.0   U     0      0        0 eth0',
  );
});

test('needs beyond the subnet that fail follow from it, a neighbour does not', () => {
  const attempts = noServers.attempts.map((one) =>
    one.about.kind === 'need' ? { ...one, outcome: { kind: 'timed-out', afterMs: 3000 } as const } : one,
  );
  const finding = findingOf(rule, { ...noServers, attempts });
  expect(finding.explains).toEqual(['need:ldap']);
  expect(finding.severity).toBe('critical');
});

test('the lease names the way out', () => {
  const leased = withText(
    cut,
    'network-files',
    '/var/lib/dhcp/dhclient.eth0.leases:  option routers 192.168.9.253;\n',
  );
  expect(findingOf(rule, leased).fix?.commands[0]).toBe('ip route add default via 192.168.9.253 dev eth0');
});

test('where nothing beyond is used it is a notice', () => {
  expect(findingOf(rule, noServers)).toMatchObject({ severity: 'notice', explains: [] });
});

test('two routes of half the world each lead out as well', () => {
  const halves = '0.0.0.0/1 dev tun0 scope link\n128.0.0.0/1 dev tun0 scope link\n';
  expect(findingsOf(rule, edited(cut, 'routes', DOCKER0, `${halves}${DOCKER0}`))).toEqual([]);
});

test('a default route in a table that a policy rule names leads out as well', () => {
  const routes = edited(cut, 'routes', DOCKER0, `default via 192.168.9.253 dev eth0 table 200\n${DOCKER0}`);
  const led = edited(routes, 'policy-rules', '32766:', '1000:\tfrom all lookup 200\n32766:');
  expect(findingsOf(rule, led)).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the routes nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'routes')).kind).toBe('unknown');
});
