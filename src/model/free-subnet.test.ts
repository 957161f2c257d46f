import { array, assert, constantFrom, integer, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { chooseSubnet, occupied, subnetOf, suggestSubnet, takenIn, type Occupied } from './free-subnet.ts';
import { formatPrefix, overlaps, parsePrefix } from './prefix.ts';

const network = viewOf('network', recordedHost('the-story').snapshot);

const octet = nat({ max: 255 });
/** Private ranges, of any length from a single address to half of them. */
const taken = tuple(constantFrom('10', '172', '192'), octet, octet, octet, integer({ min: 4, max: 32 })).map(
  ([a, b, c, d, length]) => {
    const second = a === '192' ? 168 : a === '172' ? 16 + (b % 16) : b;
    return `${a}.${second}.${c}.${d}/${length}`;
  },
);

test('what is suggested overlaps nothing that is given, nor anything of the host', () => {
  assert(
    property(array(taken, { maxLength: 40 }), (ranges) => {
      const free = suggestSubnet(network, ranges);
      if (free === undefined) return;
      const own = [
        ...network.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
        ...network.routes.map(({ destination }) => destination).filter((to) => to !== '0.0.0.0/0'),
      ];
      const clashes = [...ranges, ...own, '100.64.0.0/10', '169.254.0.0/16']
        .map(parsePrefix)
        .filter((prefix) => prefix !== undefined && overlaps(prefix, free.prefix));
      expect(clashes).toEqual([]);
    }),
  );
});

test('the bridge gets the first address of a private /24', () => {
  const free = suggestSubnet(network, []);
  expect(free?.bridgeAddress).toBe('172.31.255.1/24');
  expect(free && formatPrefix(free.prefix)).toBe('172.31.255.0/24');
});

test('the same host gets the same suggestion, whatever the order of what is taken', () => {
  const ranges = ['172.31.0.0/16', '172.30.0.0/16'];
  expect(suggestSubnet(network, ranges)).toEqual(suggestSubnet(network, ranges.toReversed()));
  expect(suggestSubnet(network, ranges)?.bridgeAddress).toBe('172.29.255.1/24');
});

test('a VPN’s half-default routes take nothing; where all private ranges are taken nothing is suggested', () => {
  expect(suggestSubnet(network, ['0.0.0.0/1', '128.0.0.0/1'])).toBeDefined();
  expect(suggestSubnet(network, ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])).toBeUndefined();
});

const takenBy = (...ranges: readonly string[]): readonly Occupied[] =>
  ranges.map((range) => occupied(range, range)).filter((one) => one !== undefined);

test('what is chosen is clear, private, and has room for its containers and as many again where such a range is left', () => {
  assert(
    property(array(taken, { maxLength: 60 }), integer({ min: 0, max: 2000 }), (ranges, containers) => {
      const occupiedRanges = takenBy(...ranges);
      const free = chooseSubnet(occupiedRanges, containers);
      if (free === undefined) return;
      expect(takenIn(free.prefix, occupiedRanges)).toEqual([]);
      expect(formatPrefix(free.prefix)).toMatch(/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/);
      expect(2 ** (32 - free.prefix.length) - 3).toBeGreaterThanOrEqual(containers);
      expect(free.bridgeAddress).not.toBe(formatPrefix(free.prefix));
    }),
  );
});

test('many containers get a wider range; where only a narrow one is free, few get that', () => {
  expect(chooseSubnet([], 126)?.bridgeAddress).toBe('172.31.255.1/24');
  expect(chooseSubnet([], 127)?.bridgeAddress).toBe('172.31.254.1/23');
  expect(chooseSubnet([], 1000)?.bridgeAddress).toBe('172.31.248.1/21');
  const allBut = ['172.16.0.0/12', '10.0.0.0/8', '192.168.0.0/17', '192.168.128.0/18', '192.168.224.0/19'];
  const narrow = [
    ...allBut,
    '192.168.192.0/20',
    '192.168.208.0/21',
    '192.168.216.0/22',
    '192.168.220.0/23',
    '192.168.222.0/24',
    '192.168.223.0/25',
  ];
  expect(chooseSubnet(takenBy(...narrow), 4)?.bridgeAddress).toBe('192.168.223.129/25');
  expect(chooseSubnet(takenBy(...narrow), 126)).toBeUndefined();
});

test('where all corners are taken the highest range that is free is found', () => {
  const corners = [
    ...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.255.0/24`),
    '192.168.0.0/16',
    '10.0.0.0/8',
  ];
  expect(chooseSubnet(takenBy(...corners), 1)?.bridgeAddress).toBe('172.31.254.1/24');
});

test.each([
  ['172.31.255.0/24', '172.31.255.1/24'],
  ['172.31.255.9/24', '172.31.255.9/24'],
  ['172.31.255.255/24', '172.31.255.1/24'],
  ['10.9.8.128/25', '10.9.8.129/25'],
  ['172.31.255.1', undefined],
  ['172.31.255.0/30', undefined],
  ['fd00::/64', undefined],
  ['docker0', undefined],
])('asked for %s, the bridge has %s', (text, address) => {
  expect(subnetOf(text)?.bridgeAddress).toBe(address);
});
