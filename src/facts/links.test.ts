import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { links } from './links.ts';

// iproute2 6.1, kernel 6.18, in a network namespace; tails of the details cut off
const IPROUTE = String.raw`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 addrgenmode eui64
2: eth0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\    link/ether a2:17:e4:ca:85:01 brd ff:ff:ff:ff:ff:ff link-netns vpc promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535 \    veth addrgenmode eui64
3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN mode DEFAULT group default qlen 1000\    link/ether d6:ab:fb:41:5b:03 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535 \    bridge forward_delay 1500 hello_time 200
6: veth1@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP mode DEFAULT group default qlen 1000\    link/ether d6:ab:fb:41:5b:03 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 1  allmulti 1 minmtu 68 maxmtu 65535 \    veth \    bridge_slave state forwarding priority 32 cost 2
7: tun0: <NO-CARRIER,POINTOPOINT,MULTICAST,NOARP,UP> mtu 1500 qdisc pfifo_fast state DOWN mode DEFAULT group default qlen 500\    link/none  promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535 \    tun type tun pi off vnet_hdr off persist on
9: macv0@eth0: <BROADCAST,MULTICAST> mtu 1400 qdisc noop state DOWN mode DEFAULT group default qlen 1000\    link/ether b6:d3:7b:4b:54:9f brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535 \    macvlan mode bridge bcqueuelen 1000`;

test('every device of iproute2 is read with its kind, its bridge and the other end', () => {
  expect(read(links, IPROUTE).map(({ flags: _flags, ...link }) => link)).toEqual([
    { index: 1, name: 'lo', state: 'UNKNOWN', mtu: 65536, mac: '00:00:00:00:00:00', kind: 'loopback' },
    {
      index: 2,
      name: 'eth0',
      peerIndex: 2,
      state: 'UP',
      mtu: 1500,
      mac: 'a2:17:e4:ca:85:01',
      kind: 'veth',
      peerNamespace: 'vpc',
    },
    { index: 3, name: 'docker0', state: 'DOWN', mtu: 1500, mac: 'd6:ab:fb:41:5b:03', kind: 'bridge' },
    {
      index: 6,
      name: 'veth1',
      peerIndex: 5,
      master: 'docker0',
      state: 'UP',
      mtu: 1500,
      mac: 'd6:ab:fb:41:5b:03',
      kind: 'veth',
    },
    { index: 7, name: 'tun0', state: 'DOWN', mtu: 1500, kind: 'tun' },
    {
      index: 9,
      name: 'macv0',
      peerName: 'eth0',
      state: 'DOWN',
      mtu: 1400,
      mac: 'b6:d3:7b:4b:54:9f',
      kind: 'macvlan',
    },
  ]);
});

test('flags are kept in the order of the output', () => {
  expect(read(links, IPROUTE)[2]?.flags).toEqual(['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP']);
});

test('a network card without details of its own has no kind, and an alternative name is none', () => {
  // Ubuntu 22.04's form of a virtio card
  const card = String.raw`2: ens3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc fq_codel state UP mode DEFAULT group default qlen 1000\    link/ether fa:16:3e:1c:2b:9a brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 68 maxmtu 65535 addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 parentbus virtio parentdev virtio0 \    altname enp0s3`;
  expect(read(links, card)).toEqual([
    {
      index: 2,
      name: 'ens3',
      flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
      state: 'UP',
      mtu: 1450,
      mac: 'fa:16:3e:1c:2b:9a',
    },
  ]);
});

test('its place in a bridge is not the kind of a card', () => {
  // the veth line of above as a card would have it: without details of its own
  const line = String.raw`3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 state UP mode DEFAULT group default qlen 1000\    link/ether d6:ab:fb:41:5b:03 brd ff:ff:ff:ff:ff:ff promiscuity 1  allmulti 1 minmtu 68 maxmtu 65535 \    bridge_slave state forwarding priority 32 cost 2`;
  const [card] = read(links, line);
  expect(card).toMatchObject({ name: 'eth1', master: 'br0' });
  expect(card).not.toHaveProperty('kind');
});

test("busybox's ip tells no state, which is then taken from the flags", () => {
  // busybox 1.35
  const busybox = String.raw`3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue qlen 1000\    link/ether d6:ab:fb:41:5b:03 brd ff:ff:ff:ff:ff:ff
7: tun0: <NO-CARRIER,POINTOPOINT,MULTICAST,NOARP,UP> mtu 1500 qdisc pfifo_fast qlen 500\    link/[65534]
8: vx0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop qlen 1000\    link/ether fa:52:25:34:6b:13 brd ff:ff:ff:ff:ff:ff`;
  expect(read(links, busybox).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'docker0 UP',
    'tun0 DOWN',
    'vx0 DOWN',
  ]);
});

test('ifconfig of net-tools 2 and of busybox give the same devices, without an index', () => {
  const netTools = `docker0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 192.168.0.1  netmask 255.255.240.0  broadcast 192.168.15.255
        ether d6:ab:fb:41:5b:03  txqueuelen 1000  (Ethernet)
        RX packets 1  bytes 76 (76.0 B)

macv0: flags=4098<BROADCAST,MULTICAST>  mtu 1500
        ether b6:d3:7b:4b:54:9f  txqueuelen 1000  (Ethernet)
`;
  const busybox = `docker0   Link encap:Ethernet  HWaddr D6:AB:FB:41:5B:03
          inet addr:192.168.0.1  Bcast:192.168.15.255  Mask:255.255.240.0
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:1 errors:0 dropped:0 overruns:0 frame:0

macv0     Link encap:Ethernet  HWaddr B6:D3:7B:4B:54:9F
          BROADCAST MULTICAST  MTU:1500  Metric:1
`;
  const expected = [
    {
      index: 0,
      name: 'docker0',
      flags: ['UP', 'BROADCAST', 'RUNNING', 'MULTICAST'],
      state: 'UP',
      mtu: 1500,
      mac: 'd6:ab:fb:41:5b:03',
    },
    {
      index: 0,
      name: 'macv0',
      flags: ['BROADCAST', 'MULTICAST'],
      state: 'DOWN',
      mtu: 1500,
      mac: 'b6:d3:7b:4b:54:9f',
    },
  ];
  expect(read(links, netTools)).toEqual(expected);
  expect(read(links, busybox)).toEqual(expected);
});

test('an address alias of ifconfig is no device', () => {
  const alias = `eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        ether a2:17:e4:ca:85:01  txqueuelen 1000  (Ethernet)

eth0:1: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 192.168.0.51  netmask 255.255.255.0  broadcast 192.168.0.255
        ether a2:17:e4:ca:85:01  txqueuelen 1000  (Ethernet)
`;
  expect(read(links, alias).map(({ name }) => name)).toEqual(['eth0']);
});

test('a line of another kind is kept aside', () => {
  expect(unreadOf(links, `Cannot open netlink socket\n${IPROUTE}`)).toEqual(['Cannot open netlink socket']);
});

test("the recorded host's containers hang on their bridges", () => {
  const masters = read(links, recorded('links'))
    .filter(({ kind }) => kind === 'veth')
    .map(({ master }) => master);
  expect(masters).toContain('docker0');
  expect(masters).toContain('br-8555ad73179a');
});
