import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { sockets, type Socket } from './sockets.ts';

const brief = ({ text: _text, ...socket }: Socket) => socket;

test('* is IPv4 and IPv6 at once where ss prints v6only:0, and [::] IPv6 alone where it prints 1', () => {
  const read8090 = read(sockets, recorded('sockets')).filter(({ port }) => [22, 8090].includes(port));
  expect(read8090.map((socket) => brief(socket))).toEqual([
    {
      protocol: 'tcp',
      family: 4,
      address: '0.0.0.0',
      port: 22,
      state: 'LISTEN',
      recvQ: 0,
      sendQ: 128,
      processes: [{ name: 'sshd', pid: 63 }],
      inode: 328218,
    },
    {
      protocol: 'tcp',
      family: 6,
      address: '::',
      port: 8090,
      dualStack: true,
      state: 'LISTEN',
      recvQ: 0,
      sendQ: 9,
      processes: [{ name: 'httpd', pid: 1007 }],
      inode: 332436,
    },
    {
      protocol: 'tcp',
      family: 6,
      address: '::',
      port: 22,
      dualStack: false,
      state: 'LISTEN',
      recvQ: 0,
      sendQ: 128,
      processes: [{ name: 'sshd', pid: 63 }],
      inode: 328229,
    },
  ]);
});

test('in the ss of CentOS 7 a lone * is IPv4 and ::: is IPv6', () => {
  // iproute2 4.11; the IPv6 rows from public transcripts (node_exporter on CentOS 7, chronyd), `-lntupe`
  const text = `Netid State      Recv-Q Send-Q Local Address:Port               Peer Address:Port              
udp    UNCONN     0      0      127.0.0.1:323                   *:*                   users:(("chronyd",pid=483,fd=1)) ino:12818 sk:2 <->
udp    UNCONN     0      0       ::1:323                  :::*                   users:(("chronyd",pid=483,fd=2)) ino:12819 sk:3 v6only:1 <->
udp    UNCONN     0      0      fe80::ea:dff:fee6:2a7c%eth0:546                  :::*                   users:(("dhclient",pid=357,fd=5)) ino:11816 sk:5 v6only:1 <->
tcp    LISTEN     0      128       *:22                    *:*                   users:(("sshd",pid=1010,fd=3)) ino:17538 sk:ffff880036b71740 <->
tcp    LISTEN     0      128      :::9100                 :::*                   users:(("node_exporter",pid=16105,fd=3)) uid:997 ino:193468 sk:ffff8a0a76f52a80 v6only:0 <->
tcp    LISTEN     0      128      :::30003                :::*                  
`;
  expect(
    read(sockets, text).map(({ family, address, device, port, dualStack, processes }) => ({
      family,
      address,
      device,
      port,
      dualStack,
      by: processes?.map(({ name }) => name),
    })),
  ).toEqual([
    { family: 4, address: '127.0.0.1', device: undefined, port: 323, dualStack: undefined, by: ['chronyd'] },
    { family: 6, address: '::1', device: undefined, port: 323, dualStack: undefined, by: ['chronyd'] },
    {
      family: 6,
      address: 'fe80::ea:dff:fee6:2a7c',
      device: 'eth0',
      port: 546,
      dualStack: undefined,
      by: ['dhclient'],
    },
    { family: 4, address: '0.0.0.0', device: undefined, port: 22, dualStack: undefined, by: ['sshd'] },
    { family: 6, address: '::', device: undefined, port: 9100, dualStack: true, by: ['node_exporter'] },
    { family: 6, address: '::', device: undefined, port: 30003, dualStack: undefined, by: undefined },
  ]);
});

test('each process is named once, however often it holds the socket', () => {
  const line =
    'tcp   LISTEN 0      511          0.0.0.0:80        0.0.0.0:*    users:(("nginx",pid=12,fd=6),("nginx",pid=13,fd=6),("nginx",pid=13,fd=7)) ino:5 sk:1 <->';
  expect(read(sockets, line)[0]?.processes).toEqual([
    { name: 'nginx', pid: 12 },
    { name: 'nginx', pid: 13 },
  ]);
});

test('the ss of CentOS 6 names processes without words', () => {
  const line =
    'tcp    LISTEN     0      128     :::22     :::*      users:(("sshd",1010,4)) ino:10521 sk:ffff88003';
  expect(read(sockets, line)[0]?.processes).toEqual([{ name: 'sshd', pid: 1010 }]);
});

test('a socket bound to a device keeps its name apart from the address', () => {
  const line =
    'udp   UNCONN 0      0      127.0.0.53%lo:53        0.0.0.0:*    users:(("systemd-resolve",pid=539,fd=13)) uid:101 ino:18540 sk:1 <->';
  expect(read(sockets, line)[0]).toMatchObject({ address: '127.0.0.53', device: 'lo', port: 53 });
});

test('netstat of net-tools and of busybox are understood, owners unknown where they print a dash', () => {
  // net-tools 2.10
  const netTools = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    
tcp        0      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -                   
tcp6       0      0 :::22                   :::*                    LISTEN      812/sshd: /usr/sbin 
udp        0      0 127.0.0.1:323           0.0.0.0:*                           483/chronyd         
`;
  // busybox 1.35, which says tcp for IPv6 as well
  const busybox = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    
tcp        0      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -
tcp        0      0 :::22                   :::*                    LISTEN      812/sshd
udp        0      0 127.0.0.1:323           0.0.0.0:*                           483/chronyd
`;
  const expected = [
    { protocol: 'tcp', family: 4, address: '0.0.0.0', port: 2024, state: 'LISTEN', recvQ: 0, sendQ: 0 },
    {
      protocol: 'tcp',
      family: 6,
      address: '::',
      port: 22,
      state: 'LISTEN',
      recvQ: 0,
      sendQ: 0,
      processes: [{ name: 'sshd', pid: 812 }],
    },
    {
      protocol: 'udp',
      family: 4,
      address: '127.0.0.1',
      port: 323,
      state: 'UNCONN',
      recvQ: 0,
      sendQ: 0,
      processes: [{ name: 'chronyd', pid: 483 }],
    },
  ];
  expect(read(sockets, netTools).map((socket) => brief(socket))).toEqual(expected);
  expect(read(sockets, busybox).map((socket) => brief(socket))).toEqual(expected);
});

test('/proc/net gives listeners and leaves connections out', () => {
  const text = `/proc/net/tcp:  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
/proc/net/tcp:   0: 0100007F:2328 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 31245 1 0000000000000000 100 0 0 10 0                     
/proc/net/tcp:   1: 0A00A8C0:0016 0500A8C0:D431 01 00000000:00000000 02:000A1B2C 00000000     0        0 40231 2 0000000000000000 20 4 1 10 -1                     
/proc/net/tcp6:  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
/proc/net/tcp6:   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 331685 1 00000000bf87801a 100 0 0 10 0
/proc/net/udp:   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops             
/proc/net/udp: 6677: 0B00007F:D97C 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 330624 2 000000000b21ecf4 0         
`;
  expect(
    read(sockets, text).map(({ protocol, address, port, recvQ, inode }) => [
      protocol,
      address,
      port,
      recvQ,
      inode,
    ]),
  ).toEqual([
    ['tcp', '127.0.0.1', 9000, 2, 31245],
    ['tcp', '::', 8080, 0, 331685],
    ['udp', '127.0.0.11', 55676, 0, 330624],
  ]);
});

test('a line of another kind is kept aside', () => {
  expect(unreadOf(sockets, 'tcp LISTEN what is this\n')).toEqual(['tcp LISTEN what is this']);
});
