import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { routes, routes6, type Route } from './routes.ts';

const brief = ({ order: _order, text: _text, ...route }: Route) => route;

test('every type of route of every table is kept, blackholes included', () => {
  // iproute2 6.1, `ip -4 route show table all`, trailing blanks as printed
  const text = `default via 192.168.0.253 dev eth0 table 100 
throw 10.69.0.0/16 table 100 
10.74.0.0/16 tos 0x10 dev eth0 table 5000 scope link advmss 1300 
default via 192.168.0.253 dev eth0 metric 100 
10.8.0.5 dev tun0 proto kernel scope link src 10.8.0.6 linkdown 
blackhole 10.66.0.0/16 
unreachable 10.67.0.0/16 metric 50 
prohibit 10.68.0.0/16 
10.71.0.0/16 via 192.168.0.253 dev eth0 proto static src 192.168.0.51 mtu lock 1400 
10.72.0.1 via 192.168.99.1 dev eth0 onlink 
10.73.0.0/16 via inet6 fe80::1 dev eth0 
10.75.0.0/16 nhid 5 via 192.168.0.253 dev eth0 
local 192.168.0.51 dev eth0 table local proto kernel scope host src 192.168.0.50 
broadcast 192.168.0.255 dev eth0 table local proto kernel scope link src 192.168.0.50 
`;
  const plain = { family: 4, type: 'unicast', table: 'main', metric: 0, flags: [] };
  expect(read(routes, text).map((route) => brief(route))).toEqual([
    { ...plain, destination: '0.0.0.0/0', gateway: '192.168.0.253', device: 'eth0', table: '100' },
    { ...plain, type: 'throw', destination: '10.69.0.0/16', table: '100' },
    { ...plain, destination: '10.74.0.0/16', tos: '0x10', device: 'eth0', table: '5000', scope: 'link' },
    { ...plain, destination: '0.0.0.0/0', gateway: '192.168.0.253', device: 'eth0', metric: 100 },
    {
      ...plain,
      destination: '10.8.0.5/32',
      device: 'tun0',
      protocol: 'kernel',
      scope: 'link',
      source: '10.8.0.6',
      flags: ['linkdown'],
    },
    { ...plain, type: 'blackhole', destination: '10.66.0.0/16' },
    { ...plain, type: 'unreachable', destination: '10.67.0.0/16', metric: 50 },
    { ...plain, type: 'prohibit', destination: '10.68.0.0/16' },
    {
      ...plain,
      destination: '10.71.0.0/16',
      gateway: '192.168.0.253',
      device: 'eth0',
      protocol: 'static',
      source: '192.168.0.51',
      mtu: 1400,
    },
    {
      ...plain,
      destination: '10.72.0.1/32',
      gateway: '192.168.99.1',
      device: 'eth0',
      flags: ['onlink'],
    },
    { ...plain, destination: '10.73.0.0/16', gateway: 'fe80::1', device: 'eth0' },
    { ...plain, destination: '10.75.0.0/16', gateway: '192.168.0.253', device: 'eth0' },
    {
      ...plain,
      type: 'local',
      destination: '192.168.0.51/32',
      device: 'eth0',
      table: 'local',
      protocol: 'kernel',
      scope: 'host',
      source: '192.168.0.50',
    },
    {
      ...plain,
      type: 'broadcast',
      destination: '192.168.0.255/32',
      device: 'eth0',
      table: 'local',
      protocol: 'kernel',
      scope: 'link',
      source: '192.168.0.50',
    },
  ]);
});

test('next hops on lines of their own belong to the route above', () => {
  const text = `10.70.0.0/16 
	nexthop via 192.168.0.253 dev eth0 weight 2 
	nexthop dev docker0 weight 1 linkdown 
10.71.0.0/16 dev eth0 scope link 
`;
  const [multipath, next] = read(routes, text);
  expect(multipath?.nexthops).toEqual([
    { gateway: '192.168.0.253', device: 'eth0', weight: 2, flags: [] },
    { device: 'docker0', weight: 1, flags: ['linkdown'] },
  ]);
  expect(multipath?.text).toBe(
    '10.70.0.0/16\n\tnexthop via 192.168.0.253 dev eth0 weight 2 \n\tnexthop dev docker0 weight 1 linkdown ',
  );
  expect(next?.order).toBe(1);
});

test("CentOS 7's double blanks are no words", () => {
  // moby/moby#30295, iproute2 3.10
  const text = `default via 192.168.100.1 dev em1  proto static  metric 100 
192.168.100.0/24 dev em1  proto kernel  scope link  src 192.168.100.100  metric 100 
`;
  expect(read(routes, text).map(({ device, metric, protocol }) => ({ device, metric, protocol }))).toEqual([
    { device: 'em1', metric: 100, protocol: 'static' },
    { device: 'em1', metric: 100, protocol: 'kernel' },
  ]);
});

test('IPv6 routes have the default metric 1024 and may be for one source only', () => {
  const text = `default from fd00:77::/64 via fd00:1::2 dev docker0 metric 1024 pref medium
unreachable fd00:9::/64 dev lo metric 1024 error -101 pref medium
fd00:a::/64 metric 256 pref medium
	nexthop via fd00:1::2 dev docker0 weight 1 
	nexthop via fd00:1::3 dev docker0 weight 3 
local ::1 dev lo table local proto kernel metric 0 pref medium
fe80::/64 dev eth0 proto kernel pref medium
`;
  expect(read(routes6, text).map(({ destination, from, metric }) => ({ destination, from, metric }))).toEqual(
    [
      { destination: '::/0', from: 'fd00:77::/64', metric: 1024 },
      { destination: 'fd00:9::/64', from: undefined, metric: 1024 },
      { destination: 'fd00:a::/64', from: undefined, metric: 256 },
      { destination: '::1/128', from: undefined, metric: 0 },
      { destination: 'fe80::/64', from: undefined, metric: 1024 },
    ],
  );
});

test('route -n, /proc/net/route and ip tell the same of the main table', () => {
  // net-tools 2.10 and kernel 6.18 in one network namespace
  const tool = `Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         192.168.0.253   0.0.0.0         UG    100    0        0 eth0
10.8.0.5        0.0.0.0         255.255.255.255 UH    0      0        0 tun0
10.66.0.0       0.0.0.0         255.255.0.0     U     0      0        0 *
10.67.0.0       -               255.255.0.0     !     50     -        0 -
192.168.0.0     0.0.0.0         255.255.240.0   U     0      0        0 docker0
`;
  const proc = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	FD00A8C0	0003	0	0	100	00000000	0	0	0
tun0	0500080A	00000000	0005	0	0	0	FFFFFFFF	0	0	0
*	0000420A	00000000	0001	0	0	0	0000FFFF	0	0	0
*	0000430A	00000000	0201	0	0	50	0000FFFF	0	0	0
docker0	0000A8C0	00000000	0001	0	0	0	00F0FFFF	0	0	0
`;
  const ip = `default via 192.168.0.253 dev eth0 metric 100 
10.8.0.5 dev tun0 
blackhole 10.66.0.0/16 
unreachable 10.67.0.0/16 metric 50 
192.168.0.0/20 dev docker0 
`;
  const expected = read(routes, ip).map((route) => brief(route));
  expect(read(routes, tool).map((route) => brief(route))).toEqual(expected);
  expect(read(routes, proc).map((route) => brief(route))).toEqual(expected);
});

test('a word that it does not know leaves the route and is told', () => {
  const line = '10.0.0.0/8 dev eth0 newfangled 3';
  expect(unreadOf(routes, `${line}\n`)).toEqual([line]);
  const parsed = routes.parse({ stdout: line, stderr: '', code: 0, argv: [] });
  expect(parsed.kind === 'value' && parsed.value.map(({ destination }) => destination)).toEqual([
    '10.0.0.0/8',
  ]);
});

test("the recorded host holds its own network twice, the card's route first", () => {
  const doubled = read(routes, recorded('routes')).filter(({ destination, table }) => {
    return destination === '192.168.0.0/24' && table === 'main';
  });
  expect(doubled.map(({ device }) => device)).toEqual(['eth0', 'docker0']);
});
