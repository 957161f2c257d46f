import { expect, test } from 'vitest';

import { read } from '../../test/facts/recorded.ts';
import { addressRivals } from './address-rivals.ts';
import { dockerNetworkState } from './docker-network-state.ts';
import { networkFiles } from './network-files.ts';

test('lines of leases and configuration come with their files', () => {
  const text =
    '/var/lib/dhcp/dhclient.eth0.leases:  option routers 192.168.0.253;\n/etc/sysconfig/network-scripts/ifcfg-eth0:GATEWAY=10.1.2.253\n';
  expect(read(networkFiles, text)).toEqual([
    { path: '/var/lib/dhcp/dhclient.eth0.leases', text: 'option routers 192.168.0.253;' },
    { path: '/etc/sysconfig/network-scripts/ifcfg-eth0', text: 'GATEWAY=10.1.2.253' },
  ]);
});

test('Docker’s stored networks come with their age; a birth that the file system does not keep is missing', () => {
  // coreutils 9.1, and busybox 1.35, which knows no %W
  const text =
    '/var/lib/docker/network/files/local-kv.db 1555638286 1542856504\n/etc/machine-id 1555638286 ?\ninstance /var/lib/cloud/instances/i-bp1\n"AddressIPv4":"192.168.0.1/20"\n';
  expect(read(dockerNetworkState, text)).toEqual({
    files: {
      '/var/lib/docker/network/files/local-kv.db': { changed: 1_555_638_286, born: 1_542_856_504 },
      '/etc/machine-id': { changed: 1_555_638_286 },
    },
    stored: ['192.168.0.1/20'],
    instance: '/var/lib/cloud/instances/i-bp1',
  });
});

test('an answer to the question for one’s own address names the other card', () => {
  // iputils 20221126
  const line = '# 192.168.0.10 eth0 Unicast reply from 192.168.0.10 [02:42:C0:A8:00:0A]  0.615ms\n';
  expect(read(addressRivals, line)).toMatchObject([{ address: '192.168.0.10', mac: '02:42:c0:a8:00:0a' }]);
});
