import { expect, test } from 'vitest';

import {
  accusedHealthyHosts,
  evidenceText,
  findingOf,
  findingsOf,
  outcomeOf,
  withContainer,
  withText,
} from '../../../test/support/one-rule.ts';
import { recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { systemdResolvedStub as rule } from './systemd-resolved-stub.ts';

const { snapshot } = recordedHost('healthy-plain');
/** As the lab printed it for a container with 127.0.0.53, with the process of shop-web. */
const asks = (servers: readonly string[], words = '= 1') =>
  withText(
    snapshot,
    'container-names',
    `${servers.map((server) => `r 245 nameserver ${server}\n`).join('')}h 245 172.17.0.2\tshop-web\n${servers.map((server) => `? 245 ${server} .\n${server.startsWith('127.') ? words : '= 124'}\n`).join('')}`,
  );

test('a container that asks its own loopback address, where nothing listens, is named', () => {
  const finding = findingOf(rule, asks(['127.0.0.53']));
  expect(finding).toMatchObject({ severity: 'warning', certainty: 'proven', subject: { name: 'shop-web' } });
  expect(finding.explanation).toContain('It comes from "dns" in /etc/docker/daemon.json');
  expect(evidenceText(finding)).toContain('dig +time=1 +tries=2 @127.0.0.53 . NS\nconnection refused');
});

test('where it was given by hand the container is made again without it', () => {
  const byHand = withContainer(asks(['127.0.0.53']), 'shop-web', { HostConfig: { Dns: ['127.0.0.53'] } });
  expect(findingOf(rule, byHand).fix?.summary).toContain('Take --dns out');
});

test('a resolver inside the container answers there, and Docker’s own is no stub', () => {
  expect(
    findingsOf(rule, asks(['127.0.0.1'], '= 0\n 46 52 81 80 00 01 00 00 00 00 00 00 00 00 02 00\n 01')),
  ).toEqual([]);
  expect(findingsOf(rule, asks(['127.0.0.11']))).toEqual([]);
});

test('another nameserver behind the stub is not taken for granted either way', () => {
  expect(findingsOf(rule, asks(['127.0.0.53', '10.0.0.2']))).toEqual([]);
});

test('a container on the host’s network may use the host’s stub', () => {
  expect(
    findingsOf(
      rule,
      withContainer(asks(['127.0.0.53']), 'shop-web', { HostConfig: { NetworkMode: 'host' } }),
    ),
  ).toEqual([]);
});

test('healthy hosts are left alone, and without the containers nothing is claimed', () => {
  expect(accusedHealthyHosts(rule)).toEqual([]);
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect')).kind).toBe('unknown');
});
