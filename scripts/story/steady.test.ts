import { expect, test } from 'vitest';

import { steadier } from './steady.ts';

const names = new Map([['198.18.0.74', '203.0.113.7']]);

/** As two plays printed it on the same lab. */
function twoPlays(first: string, second: string): [string, string] {
  return [steadier(names)(first), steadier(new Map([['198.18.1.10', '203.0.113.7']]))(second)];
}

test('two plays that differ in ids, addresses of the lab, times and durations give one text', () => {
  const [first, second] = twoPlays(
    `curl http://198.18.0.74:30003/
curl: (28) Connection timed out after 3001 milliseconds
64 bytes from 198.18.0.74: seq=0 ttl=63 time=0.154 ms
round-trip min/avg/max = 0.092/0.123/0.154 ms
172.22.0.0/16 dev br-cd3d4eb485fd proto kernel
veth84bec1d in br-cd3d4eb485fd, link/ether 02:42:ac:16:00:02
portainer   0.0.0.0:30003->9000/tcp   Up 4 seconds
topapi   Exited (150) 2 seconds ago
StartedAt 2026-11-22T15:09:43.630076228Z
2026-11-22T15:09:43+0000 hz-shop dockerd[354]: failed
ESTAB 192.168.0.10:41234 192.168.0.20:1433 pid=812`,
    `curl http://198.18.1.10:30003/
curl: (28) Connection timed out after 3003 milliseconds
64 bytes from 198.18.1.10: seq=0 ttl=63 time=12 ms
round-trip min/avg/max = 0.1/0.2/0.3 ms
172.22.0.0/16 dev br-0123456789ab proto kernel
veth0000001 in br-0123456789ab, link/ether 5e:00:11:22:33:44
portainer   0.0.0.0:30003->9000/tcp   Up Less than a second
topapi   Exited (150) About a minute ago
StartedAt 2026-12-01T05:00:00Z
2026-12-01T05:00:00+0000 hz-shop dockerd[1207]: failed
ESTAB 192.168.0.10:58000 192.168.0.20:1433 pid=7`,
  );
  expect(second).toBe(first);
  expect(first).toContain('curl http://203.0.113.7:30003/\n');
  expect(first).toContain('ESTAB 192.168.0.10:… 192.168.0.20:1433 pid=…');
});

test('what the story is about stays: its addresses, ports, prefixes, versions and exit codes', () => {
  const said = `192.168.0.0/20 dev docker0 proto kernel scope link src 192.168.0.1
0.0.0.0:30001->5000/tcp, from outside: times out, exit code 150
Microsoft.AspNetCore.App 2.1.10, error: 40, (0x80131904), "bip": "192.168.1.1/24"`;
  expect(steadier(names)(said)).toBe(said);
});

test('one thing keeps one id, in full and shortened, and two things have two', () => {
  const steady = steadier(names);
  const long = 'cb4aec889ac8'.padEnd(64, '7');
  const [first, second, again] = steady(`${long} 3310c60fd7f1 cb4aec889ac8`).split(' ');
  expect(first).toHaveLength(64);
  expect(first?.slice(0, 12)).toBe(again);
  expect(second).not.toBe(again);
  expect(steady('cb4aec889ac8')).toBe(again);
});

test('a counter that stands still loses its number, one that moves does not', () => {
  const steady = steadier(names);
  expect(steady('3 packets before, 3 after')).toBe('as many packets before as after');
  expect(steady('3 packets before, 5 after')).toBe('3 packets before, 5 after');
});

test('drivers that Docker lists in any order stand in one order', () => {
  const said = 'contains several valid graphdrivers: overlay2, devicemapper; Please cleanup';
  expect(steadier(names)(said)).toBe(
    'contains several valid graphdrivers: devicemapper, overlay2; Please cleanup',
  );
});
