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
import { autopickShiftedByStaticRoutes as rule } from './autopick-shifted-by-static-routes.ts';

const copied = withText(
  recordedHost('bridge-subnet-contains-host-subnet-image-copy').snapshot,
  'docker-network-state',
  '/var/lib/docker/network/files/local-kv.db 2145916800 2145916800\n',
);

test('Docker’s last pool means that all before it were taken', () => {
  const finding = findingOf(rule, copied);
  expect(finding).toMatchObject({ certainty: 'likely', behind: 'bridge-subnet-contains-host-subnet' });
  expect(finding.explanation).toContain('192.168.0.0/20 only after those');
});

test('the route itself proves it', () => {
  const routes = `172.16.0.0/12 dev eth0 scope link\n${stdoutOf(copied, 'routes')}`;
  const finding = findingOf(rule, withText(copied, 'routes', routes));
  expect(finding.certainty).toBe('proven');
  expect(evidenceText(finding)).toContain('172.16.0.0/12 dev eth0 scope link');
});

test.each([
  ['/etc/sysconfig/static-routes:any net 172.16.0.0 netmask 255.240.0.0 gw 10.1.2.247'],
  ['/etc/sysconfig/network-scripts/route-eth0:172.16.0.0/12 via 10.1.2.247 dev eth0'],
])('so does the line that makes it: %s', (line) => {
  const finding = findingOf(rule, withText(copied, 'network-files', `${line}\n`));
  expect(finding.certainty).toBe('proven');
  expect(evidenceText(finding)).toContain('172.16.0.0');
});

test('a range that somebody chose is no shifted choice', () => {
  const chosen = recordedHost('bridge-subnet-equals-host-subnet').snapshot;
  expect(findingsOf(rule, withText(chosen, 'docker-network-state', ''))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the routes nothing is claimed', () => {
  expect(outcomeOf(rule, without(copied, 'routes')).kind).toBe('unknown');
});
