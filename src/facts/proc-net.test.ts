import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, isIPv6, type Server } from 'node:net';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { rawText, read } from '../../test/facts/recorded.ts';
import { formatIpv6, prefixLengthOf } from './ip-text.ts';
import { hexAddress, procRoute, procSocket } from './proc-net.ts';
import { sockets } from './sockets.ts';

const run = promisify(execFile);

test('the kernel prints addresses as little-endian words', () => {
  expect(hexAddress('0100007F')).toBe('127.0.0.1');
  expect(hexAddress('FD00A8C0')).toBe('192.168.0.253');
  expect(hexAddress('00000000000000000000000001000000')).toBe('::1');
  expect(hexAddress('0000000000000000FFFF00000100007F')).toBe('::ffff:127.0.0.1');
  expect(hexAddress('000080FE00000000FFE417A00185CAFE')).toBe('fe80::a017:e4ff:feca:8501');
});

test('what is no address of four or sixteen bytes is none', () => {
  for (const text of ['', '0100007', '0100007G', '0100007F0100007F'])
    expect(hexAddress(text)).toBeUndefined();
});

test('any IPv4 address survives the way through the hex of the kernel', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
      expect(hexAddress(bytes.toReversed().join('').toUpperCase())).toBe(address);
    }),
  );
});

test('any IPv6 address is written as RFC 5952 wants it: as WHATWG URLs write it', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      fc.pre(!(groups.slice(0, 5).every((part) => part === 0) && groups[5] === 0xffff));
      const full = groups.map((part) => part.toString(16)).join(':');
      const written = formatIpv6(groups);
      expect(isIPv6(written)).toBe(true);
      expect(`[${written}]`).toBe(new URL(`http://[${full}]`).hostname);
    }),
  );
});

test('a netmask is a prefix length or nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 32 }), (length) => {
      const bits = '1'.repeat(length).padEnd(32, '0');
      const netmask = [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join('.');
      expect(prefixLengthOf(netmask)).toBe(length);
    }),
  );
  for (const text of ['255.0.255.0', '', '-', '255.255.0']) expect(prefixLengthOf(text)).toBeUndefined();
});

test('headers of the tables are no rows', () => {
  expect(
    procSocket(
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    ),
  ).toBeUndefined();
  expect(
    procRoute('Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT'),
  ).toBeUndefined();
});

const hasSs = await run('ss', ['-V']).then(
  () => true,
  () => false,
);

test.runIf(hasSs)('/proc/net and ss agree about sockets that listen here', async () => {
  const servers = await Promise.all(
    [
      { host: '127.0.0.1' },
      { host: '0.0.0.0' },
      { host: '::' },
      { host: '::1' },
      { host: '::', ipv6Only: true },
    ].map((where) => listening(where)),
  );
  try {
    const ports = new Set(servers.map((server) => portOf(server)));
    const argv = ['-sH', '', '/proc/net/tcp', '/proc/net/tcp6', '/proc/net/udp', '/proc/net/udp6'];
    const [ss, proc] = await Promise.all([run('ss', ['-lntupe']), run('grep', argv)]);
    const ours = (text: string) =>
      read(sockets, rawText(text))
        .filter(({ port }) => ports.has(port))
        .map(
          ({ protocol, family, address, port, inode }) => `${protocol} ${family} ${address} ${port} ${inode}`,
        )
        .toSorted();
    expect(ours(ss.stdout)).toHaveLength(5);
    expect(ours(proc.stdout)).toEqual(ours(ss.stdout));
    expect(await readFile('/proc/net/tcp', 'utf8')).toContain(`0100007F:${hexPort(servers[0])}`);
  } finally {
    for (const server of servers) server.close();
  }
});

function listening(where: { host: string; ipv6Only?: boolean }): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...where, port: 0 }, () => resolve(server));
  });
}

function portOf(server: Server | undefined): number {
  const bound = server?.address();
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

const hexPort = (server: Server | undefined): string =>
  portOf(server).toString(16).toUpperCase().padStart(4, '0');
