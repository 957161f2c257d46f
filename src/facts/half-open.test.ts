import { expect, test } from 'vitest';

import { read, recorded } from '../../test/facts/recorded.ts';
import { halfOpen } from './half-open.ts';

test('the kernel’s table of connections tells who asked for which port', () => {
  expect(read(halfOpen, recorded('half-open'))).toMatchObject([
    { from: '10.231.9.84', to: '172.16.48.41', port: 30_207 },
  ]);
});

test('so do the sockets of programs on the host, with IPv4 inside IPv6 unwrapped', () => {
  // ss of iproute2 6.1
  const text =
    '0      0      192.168.0.10:22      172.20.5.5:53412\n0      0      [::ffff:192.168.0.10]:8080      [::ffff:172.20.5.6]:53413\n';
  expect(read(halfOpen, text)).toMatchObject([
    { from: '172.20.5.5', to: '192.168.0.10', port: 22 },
    { from: '172.20.5.6', to: '192.168.0.10', port: 8080 },
  ]);
});
