import { expect, test } from 'vitest';

import { read, unreadOf } from '../../test/facts/recorded.ts';
import { neighbours } from './neighbours.ts';

// one table, read within a second by iproute2 6.1, net-tools 2.10, busybox 1.35 and from the kernel
const IP = `192.168.0.2 dev eth0 FAILED 
192.168.0.253 dev eth0 lladdr 5a:62:d5:cc:06:e0 REACHABLE 
192.168.0.70 dev eth0 INCOMPLETE 
192.168.0.88 dev eth0 lladdr 02:00:00:00:00:88 PERMANENT 
fe80::1 dev eth0 lladdr 00:16:3e:00:00:01 router STALE
`;
const BUSYBOX_IP = `192.168.0.2 dev eth0  used 0/0/0 probes 6 FAILED
192.168.0.253 dev eth0 lladdr 5a:62:d5:cc:06:e0 ref 1 used 0/0/0 probes 4 REACHABLE
192.168.0.70 dev eth0  ref 1 used 0/0/0 probes 4 INCOMPLETE
192.168.0.88 dev eth0 lladdr 02:00:00:00:00:88 used 0/0/0 probes 0 PERMANENT
`;
const ARP = `Address                  HWtype  HWaddress           Flags Mask            Iface
192.168.0.2                      (incomplete)                              eth0
192.168.0.253            ether   5a:62:d5:cc:06:e0   C                     eth0
192.168.0.88             ether   02:00:00:00:00:88   CM                    eth0
`;
const BUSYBOX_ARP = `? (192.168.0.2) at <incomplete>  on eth0
? (192.168.0.253) at 5a:62:d5:cc:06:e0 [ether]  on eth0
? (192.168.0.88) at 02:00:00:00:00:88 [ether] PERM on eth0
`;
const PROC = `IP address       HW type     Flags       HW address            Mask     Device
192.168.0.2      0x1         0x0         00:00:00:00:00:00     *        eth0
192.168.0.253    0x1         0x2         5a:62:d5:cc:06:e0     *        eth0
192.168.0.88     0x1         0x6         02:00:00:00:00:88     *        eth0
`;

const gateway = { address: '192.168.0.253', device: 'eth0', mac: '5a:62:d5:cc:06:e0' };
const pinned = { address: '192.168.0.88', device: 'eth0', mac: '02:00:00:00:00:88', state: 'PERMANENT' };

test('who did not answer has no hardware address and says FAILED or INCOMPLETE', () => {
  const expected = [
    { address: '192.168.0.2', device: 'eth0', state: 'FAILED' },
    { ...gateway, state: 'REACHABLE' },
    { address: '192.168.0.70', device: 'eth0', state: 'INCOMPLETE' },
    pinned,
  ];
  expect(read(neighbours, IP)).toEqual([
    ...expected,
    { address: 'fe80::1', device: 'eth0', mac: '00:16:3e:00:00:01', state: 'STALE' },
  ]);
  expect(read(neighbours, BUSYBOX_IP)).toEqual(expected);
});

test.each([
  ['arp of net-tools', ARP],
  ['arp of busybox', BUSYBOX_ARP],
  ['/proc/net/arp', PROC],
])('%s tells only whether an answer came', (_tool, text) => {
  expect(read(neighbours, text)).toEqual([
    { address: '192.168.0.2', device: 'eth0', state: 'INCOMPLETE' },
    { ...gateway, state: 'COMPLETE' },
    pinned,
  ]);
});

test('another line is kept aside', () => {
  expect(unreadOf(neighbours, 'arp: in 3 entries no match found.\n')).toEqual([
    'arp: in 3 entries no match found.',
  ]);
});
