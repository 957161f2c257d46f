import { expect, test } from 'vitest';

import {
  evidenceText,
  findingOf,
  findingsOf,
  accusedHealthyHosts,
  outcomeOf,
  stdoutOf,
  withText,
} from '../../../test/support/one-rule.ts';
import { edited, recordedHost, without } from '../../../test/support/recorded-hosts.ts';
import { bridgeSubnetContainsHostSubnet } from './bridge-subnet-contains-host-subnet.ts';
import { bridgeSubnetEqualsHostSubnet as rule } from './bridge-subnet-equals-host-subnet.ts';

const { snapshot } = recordedHost('the-story');

test('the story: docker0 and eth0 hold one subnet, portainer is cut off and topapi is not', () => {
  const finding = findingOf(rule, snapshot);
  expect(finding).toMatchObject({ severity: 'critical', certainty: 'proven', explains: ['port:30003'] });
  expect(finding.explanation).toContain("holds the same subnet as eth0's 192.168.0.0/24");
  expect(finding.explanation).toContain('Containers in other networks are not affected: topapi (vhnet).');
  expect(evidenceText(finding)).toContain('192.168.0.2 dev eth0 src 192.168.0.10');
  expect(evidenceText(finding)).toContain('192.168.0.2 dev eth0 FAILED');
  expect(findingsOf(bridgeSubnetContainsHostSubnet, snapshot)).toEqual([]);
});

test('a card with a second address in the subnet overlaps once', () => {
  const first = '2: eth0    inet 192.168.0.10/24 brd 192.168.0.255 scope global eth0';
  const second = '2: eth0    inet 192.168.0.11/24 brd 192.168.0.255 scope global secondary eth0';
  const two = edited(snapshot, 'addresses', first, `${first}\n${second}`);
  expect(findingsOf(rule, two)).toHaveLength(1);
});

test('a network of one’s own gets another subnet by being made anew', () => {
  const { fix } = findingOf(rule, recordedHost('bridge-subnet-equals-host-subnet').snapshot);
  expect(fix?.commands).toContain('docker network create --subnet 172.31.255.0/24 shopnet');
});

test('where the bridge wins, the host has lost its database', () => {
  const bridgeWins = edited(
    edited(
      snapshot,
      'kernel-routes',
      '192.168.0.2 dev eth0 src 192.168.0.10',
      '192.168.0.2 dev docker0 src 192.168.0.1',
    ),
    'kernel-routes',
    '192.168.0.20 dev eth0 src 192.168.0.10',
    '192.168.0.20 dev docker0 src 192.168.0.1',
  );
  const finding = findingOf(rule, bridgeWins);
  expect(finding).toMatchObject({ severity: 'critical', explains: ['need:rds'] });
  expect(finding.explanation).toContain(
    'Packets for rds (192.168.0.20) go into docker0 instead of out of eth0',
  );
  expect(finding.falsifier).toBe('wrong if `ip route get 192.168.0.20` does not say dev docker0');
});

test('with the card’s route deleted the overlap is a notice that says why its containers answer', () => {
  const finding = findingOf(rule, recordedHost('the-story-route-deleted').snapshot);
  expect(finding.severity).toBe('notice');
  expect(finding.explanation).toContain("can be reached because eth0's own route is missing");
});

test('two cards in one subnet with policy routing are no bridge, nor is any healthy host', () => {
  expect(findingsOf(rule, recordedHost('healthy-second-card').snapshot)).toEqual([]);
  expect(accusedHealthyHosts(rule)).toEqual([]);
});

test('a macvlan network with the LAN’s own subnet is meant to be so', () => {
  const plain = recordedHost('healthy-plain').snapshot;
  const networks: unknown = JSON.parse(stdoutOf(plain, 'docker-networks'));
  const lan = {
    Name: 'lan',
    Id: 'ab'.repeat(32),
    Driver: 'macvlan',
    IPAM: { Driver: 'default', Options: {}, Config: [{ Subnet: '10.72.13.0/24', Gateway: '10.72.13.253' }] },
    Options: { parent: 'eth0' },
    Labels: {},
  };
  const withLan = withText(
    plain,
    'docker-networks',
    JSON.stringify([...(Array.isArray(networks) ? networks : []), lan]),
  );
  expect(findingsOf(rule, withLan)).toEqual([]);
});

test('without the list of networks or containers nothing is claimed', () => {
  expect(outcomeOf(rule, without(snapshot, 'docker-inspect'))).toMatchObject({
    kind: 'unknown',
    because: expect.stringContaining('docker-inspect'),
  });
});
