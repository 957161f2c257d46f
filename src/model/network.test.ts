import { expect, test } from 'vitest';

import { edited, recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { outsideDevice } from './paths.ts';
import { formatPrefix } from './prefix.ts';

const story = recordedHost('the-story').snapshot;
const subnets = (name: string) =>
  viewOf('network', recordedHost(name).snapshot).hostSubnets.map(
    ({ device, prefix }) => `${device} ${formatPrefix(prefix)}`,
  );

test('the host’s subnets are those of its cards: no loopback, no bridge of Docker, no veth of a container', () => {
  expect(subnets('the-story')).toEqual(['eth0 192.168.0.0/24']);
  expect(subnets('healthy-second-card')).toEqual(['eth0 10.1.45.0/24', 'eth1 10.1.45.0/24']);
  expect(subnets('healthy-vpn')).toEqual(['eth0 172.16.176.0/20', 'tun0 10.255.8.0/24']);
});

test('Docker’s bridges have the subnets that their devices hold', () => {
  const bridges = viewOf('bridges', story).map(({ network, device, prefix }) => [
    network,
    device,
    formatPrefix(prefix),
  ]);
  expect(bridges).toContainEqual(['bridge', 'docker0', '192.168.0.0/24']);
  expect(bridges).toContainEqual(['vhnet', expect.stringMatching(/^br-/), '172.22.0.0/16']);
});

test('where Docker does not answer its bridges are known by their names', () => {
  const bridges = viewOf('bridges', without(story, 'docker-networks'));
  expect(bridges.map(({ network, device }) => [network, device])).toContainEqual(['bridge', 'docker0']);
  expect(
    viewOf('network', without(story, 'docker-networks')).hostSubnets.map(({ device }) => device),
  ).toEqual(['eth0']);
});

test('the outside is where the default route leads, not the first card with an address', () => {
  expect(outsideDevice(viewOf('network', recordedHost('healthy-second-card').snapshot))).toBe('eth0');
  const moved = edited(
    recordedHost('healthy-second-card').snapshot,
    'routes',
    /default via (\S+) dev eth0/,
    'default via $1 dev eth1',
  );
  expect(outsideDevice(viewOf('network', moved))).toBe('eth1');
});
