import * as fc from 'fast-check';
import { BlockList, isIP } from 'node:net';
import { expect, test } from 'vitest';

import {
  contains,
  formatAddress,
  formatPrefix,
  lastAddress,
  nthAddress,
  overlaps,
  parsePrefix,
  samePrefix,
} from './prefix.ts';

const cidr4 = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => `${address}/${length}`);
const cidr6 = fc
  .tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
  .filter(([address]) => isIP(address) === 6)
  .map(([address, length]) => `${address}/${length}`);

/** Node's own idea of what a subnet holds (libuv and OpenSSL know nothing of ours). */
function nodeSays(subnet: string, address: string): boolean {
  const [network = '', length = ''] = subnet.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}

function parsed(text: string) {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new Error(`${text} was not read`);
  return prefix;
}

test('an IPv4 subnet holds the addresses that Node says it holds', () => {
  fc.assert(
    fc.property(cidr4, fc.ipV4(), (subnet, address) => {
      expect(contains(parsed(subnet), parsed(address))).toBe(nodeSays(subnet, address));
    }),
  );
});

test('an IPv6 subnet holds the addresses that Node says it holds', () => {
  fc.assert(
    fc.property(
      cidr6,
      fc.ipV6().filter((address) => isIP(address) === 6),
      (subnet, address) => {
        expect(contains(parsed(subnet), parsed(address))).toBe(nodeSays(subnet, address));
      },
    ),
  );
});

test('the first and the last address of a subnet are inside, and it overlaps itself', () => {
  fc.assert(
    fc.property(cidr4, (subnet) => {
      const prefix = parsed(subnet);
      expect(nodeSays(subnet, formatAddress(nthAddress(prefix, 0)))).toBe(true);
      expect(nodeSays(subnet, formatAddress(lastAddress(prefix)))).toBe(true);
      expect(overlaps(prefix, prefix)).toBe(true);
    }),
  );
});

test('what was written is read again as the same', () => {
  fc.assert(
    fc.property(fc.oneof(cidr4, cidr6), (subnet) => {
      const prefix = parsed(subnet);
      expect(samePrefix(prefix, parsed(formatPrefix(prefix)))).toBe(true);
    }),
  );
});

test("Docker's automatic /20 contains the card's /24 and neither is the other", () => {
  const docker = parsed('192.168.0.1/20');
  const card = parsed('192.168.0.10/24');
  expect([contains(docker, card), contains(card, docker), samePrefix(docker, card)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([formatPrefix(docker), formatPrefix(card)]).toEqual(['192.168.0.0/20', '192.168.0.0/24']);
});

test.each([
  '',
  'default',
  '192.168.0',
  '192.168.0.0/33',
  '1.2.3.4/x',
  '0x7f.1',
  'db.internal',
  '2001:db8::/129',
])('%j is no address and no subnet', (text) => {
  expect(parsePrefix(text)).toBeUndefined();
});
