import { expect, test } from 'vitest';

import { read, unreadOf } from '../../test/facts/recorded.ts';
import { addresses } from './addresses.ts';

test('addresses of iproute2 are read with peer, scope and flags', () => {
  // iproute2 6.1; the last line as CentOS 7's 4.11 prints a DHCP address
  const text = String.raw`1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
1: lo    inet6 ::1/128 scope host \       valid_lft forever preferred_lft forever
2: eth0    inet 192.168.0.50/24 brd 192.168.0.255 scope global eth0\       valid_lft forever preferred_lft forever
2: eth0    inet 192.168.0.51/24 scope global secondary eth0\       valid_lft forever preferred_lft forever
2: eth0    inet 192.168.0.52/24 scope global secondary eth0:1\       valid_lft forever preferred_lft forever
2: eth0    inet6 fe80::a017:e4ff:feca:8501/64 scope link tentative \       valid_lft forever preferred_lft forever
7: tun0    inet 10.8.0.6 peer 10.8.0.5/32 scope global tun0\       valid_lft forever preferred_lft forever
2: eth0    inet 172.17.5.5/20 brd 172.17.15.255 scope global dynamic eth0\       valid_lft 315359631sec preferred_lft 315359631sec
`;
  const plain = { scope: 'global', secondary: false, flags: [] };
  expect(read(addresses, text)).toEqual([
    { ...plain, device: 'lo', family: 4, address: '127.0.0.1', prefixLength: 8, scope: 'host' },
    { ...plain, device: 'lo', family: 6, address: '::1', prefixLength: 128, scope: 'host' },
    { ...plain, device: 'eth0', family: 4, address: '192.168.0.50', prefixLength: 24 },
    { ...plain, device: 'eth0', family: 4, address: '192.168.0.51', prefixLength: 24, secondary: true },
    { ...plain, device: 'eth0', family: 4, address: '192.168.0.52', prefixLength: 24, secondary: true },
    {
      device: 'eth0',
      family: 6,
      address: 'fe80::a017:e4ff:feca:8501',
      prefixLength: 64,
      scope: 'link',
      secondary: false,
      flags: ['tentative'],
    },
    { ...plain, device: 'tun0', family: 4, address: '10.8.0.6', peer: '10.8.0.5', prefixLength: 32 },
    { ...plain, device: 'eth0', family: 4, address: '172.17.5.5', prefixLength: 20, flags: ['dynamic'] },
  ]);
});

test("of a point-to-point address the prefix is its peer's", () => {
  const text = String.raw`9: wg0    inet 10.9.0.1 peer 10.9.0.2/30 scope global wg0\       valid_lft forever preferred_lft forever`;
  expect(read(addresses, text)).toMatchObject([{ address: '10.9.0.1', peer: '10.9.0.2', prefixLength: 30 }]);
});

test('ifconfig of net-tools 2 and of busybox say the same as ip', () => {
  const netTools = `docker0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 192.168.0.1  netmask 255.255.240.0  broadcast 192.168.15.255
        inet6 fe80::b043:cdff:fe11:5bec  prefixlen 64  scopeid 0x20<link>

lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0
        inet6 ::1  prefixlen 128  scopeid 0x10<host>

tun0: flags=4241<UP,POINTOPOINT,NOARP,MULTICAST>  mtu 1500
        inet 10.8.0.6  netmask 255.255.255.255  destination 10.8.0.5
        unspec 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  txqueuelen 500  (UNSPEC)
`;
  const busybox = `docker0   Link encap:Ethernet  HWaddr D6:AB:FB:41:5B:03
          inet addr:192.168.0.1  Bcast:192.168.15.255  Mask:255.255.240.0
          inet6 addr: fe80::b043:cdff:fe11:5bec/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1

lo        Link encap:Local Loopback
          inet addr:127.0.0.1  Mask:255.0.0.0
          inet6 addr: ::1/128 Scope:Host
          UP LOOPBACK RUNNING  MTU:65536  Metric:1

tun0      Link encap:UNSPEC  HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00
          inet addr:10.8.0.6  P-t-P:10.8.0.5  Mask:255.255.255.255
          UP POINTOPOINT NOARP MULTICAST  MTU:1500  Metric:1
`;
  const plain = { secondary: false, flags: [] };
  const expected = [
    { ...plain, device: 'docker0', family: 4, address: '192.168.0.1', prefixLength: 20, scope: 'global' },
    {
      ...plain,
      device: 'docker0',
      family: 6,
      address: 'fe80::b043:cdff:fe11:5bec',
      prefixLength: 64,
      scope: 'link',
    },
    { ...plain, device: 'lo', family: 4, address: '127.0.0.1', prefixLength: 8, scope: 'host' },
    { ...plain, device: 'lo', family: 6, address: '::1', prefixLength: 128, scope: 'host' },
    {
      ...plain,
      device: 'tun0',
      family: 4,
      address: '10.8.0.6',
      peer: '10.8.0.5',
      prefixLength: 32,
      scope: 'global',
    },
  ];
  expect(read(addresses, netTools)).toEqual(expected);
  expect(read(addresses, busybox)).toEqual(expected);
});

test('what is no address is kept aside', () => {
  expect(unreadOf(addresses, '2: eth0    inet\n')).toEqual(['2: eth0    inet']);
});

test('a command that failed without a word is unreadable, never a host without addresses', () => {
  const failed = { stdout: '', stderr: 'Cannot open netlink socket: Permission denied\n', code: 1, argv: [] };
  expect(addresses.parse(failed)).toEqual({
    kind: 'unreadable',
    because: 'Cannot open netlink socket: Permission denied',
  });
});
