import { expect, test } from 'vitest';

import { hostSaying, withNeeds } from '../../../test/support/log-rule.ts';
import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { without } from '../../../test/support/recorded-hosts.ts';
import { bakedIpOrHostname as rule } from './baked-ip-or-hostname.ts';

/** Redis 7's own words. */
const REDIS =
  'Warning: Could not create server TCP listening socket 10.240.1.50:6379: bind: Cannot assign requested address';
const CONFIG = '/etc/redis/redis.conf:69:bind 10.240.1.50 127.0.0.1\n';

test('a container that listens on an address of the old network is named, with the file that holds it', () => {
  const host = withText(hostSaying([REDIS], { down: true }), 'config-lines', CONFIG);
  const finding = findingOf(rule, host);
  expect(finding).toMatchObject({ severity: 'critical', subject: { kind: 'container', name: 'shop-web' } });
  expect(finding.title).toContain('10.240.1.50');
  expect(evidenceText(finding)).toContain('/etc/redis/redis.conf:69: bind 10.240.1.50 127.0.0.1');
});

test('a service of the host, too', () => {
  const host = withText(hostSaying([]), 'failed-units', `# redis.service\n${REDIS}\n`);
  expect(findingOf(rule, host).subject).toEqual({ kind: 'unit', name: 'redis.service' });
});

test('the address may stand in the command alone', () => {
  const said = hostSaying(['httpd: bind: Cannot assign requested address'], { down: true });
  const args = withContainer(said, 'shop-web', { Args: ['-f', '-p', '10.240.1.50:8080'] });
  expect(findingOf(rule, args).title).toContain('10.240.1.50');
});

test('a proxy that hands requests to an address in none of its networks is likely', () => {
  const line =
    '2026/11/22 11:59:50 [error] 7#7: *1 connect() failed (113: No route to host) while connecting to upstream, client: 1.2.3.4, server: , request: "GET / HTTP/1.1", upstream: "http://10.240.1.9:8080/"';
  const need = { address: '10.240.1.9', port: 8080, of: 'shop-web' };
  const host = withNeeds(hostSaying([line]), { ...need, outcome: 'unreachable' });
  expect(findingOf(rule, host)).toMatchObject({
    certainty: 'likely',
    explains: ['need:10.240.1.9:8080', 'container:shop-web'],
  });
  expect(findingsOf(rule, withNeeds(hostSaying([line]), { ...need, outcome: 'connected' }))).toEqual([]);
});

test.each([
  ['a client that used up its ports', 'dial tcp 10.0.0.9:80: connect: cannot assign requested address'],
  ['no address at all', 'bind: Cannot assign requested address'],
])('%s is none', (_what, line) => {
  expect(findingsOf(rule, hostSaying([line], { down: true }))).toEqual([]);
});

test('healthy hosts are left alone', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('without the logs nothing is claimed', () => {
  expect(outcomeOf(rule, without(hostSaying([]), 'docker-logs'))).toMatchObject({ kind: 'unknown' });
});
