import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withCopy,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import type { Snapshot } from '../../facts/snapshot.ts';
import { nameResolutionOnDefaultBridge as rule } from './name-resolution-on-default-bridge.ts';

const plain = recordedHost('healthy-plain').snapshot;
const ID = '5a51c73646264686e7fb0209a6e694bb1e0896512e6617429f4f56761c964662';
const withDb = withCopy(plain, 'shop-web', 'db', {
  NetworkSettings: { Ports: {} },
  HostConfig: { PortBindings: {} },
});
const told = withContainer(withDb, 'shop-web', { Config: { Env: ['DB_HOST=db', 'DB_PORT=5432'] } });
const says = (snapshot: Snapshot, words: string) =>
  withText(snapshot, 'docker-logs', JSON.stringify({ [ID]: `2026-11-22T11:59:50.000000000Z ${words}\n` }));

// psql, Node.js 18, OpenJDK on Alpine, Go 1.21, busybox 1.35
test.each([
  'could not translate host name "db" to address: Name or service not known',
  'Error: getaddrinfo EAI_AGAIN db',
  'java.net.UnknownHostException: db: Name does not resolve',
  'dial tcp: lookup db on 100.100.2.136:53: no such host',
  "wget: bad address 'db:5432'",
])('%s', (words) => {
  const finding = findingOf(rule, says(withDb, words));
  expect(finding).toMatchObject({
    severity: 'critical',
    certainty: 'proven',
    subject: { name: 'shop-web' },
    explains: ['container:shop-web'],
  });
});

test('a setting that names the other container, without a word in the log, makes it likely', () => {
  expect(findingOf(rule, told)).toMatchObject({ severity: 'warning', certainty: 'likely' });
});

test('with a search list a nameserver may know the name in its long form', () => {
  const search = withText(
    told,
    'resolv-conf',
    '==> /etc/resolv.conf <==\nsearch corp.example\nnameserver 10.0.0.2\n',
  );
  expect(findingsOf(rule, search)).toEqual([]);
});

test('a link, an entry that was added, and a line of its hosts file make the name known', () => {
  expect(
    findingsOf(rule, withContainer(told, 'shop-web', { HostConfig: { Links: ['/db:/shop-web/db'] } })),
  ).toEqual([]);
  expect(
    findingsOf(rule, withContainer(told, 'shop-web', { HostConfig: { ExtraHosts: ['db:172.17.0.3'] } })),
  ).toEqual([]);
  const file = withText(told, 'container-names', 'r 245 nameserver 10.0.0.2\nh 245 172.17.0.3\tdb\n');
  expect(findingsOf(rule, file)).toEqual([]);
});

test('in a network that somebody made the name resolves', () => {
  const own = withContainer(told, 'shop-web', { HostConfig: { NetworkMode: 'shop_default' } });
  expect(findingsOf(rule, own)).toEqual([]);
});

test('a name that is no container of this host is another cause', () => {
  expect(findingsOf(rule, says(withDb, 'Error: getaddrinfo EAI_AGAIN db-2'))).toEqual([]);
  expect(findingsOf(rule, says(withDb, 'Error: getaddrinfo ENOTFOUND db.shop.internal'))).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(told, 'docker-inspect')).kind).toBe('unknown');
});
