import { array, assert, constantFrom, integer, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { suggestSubnet } from './free-subnet.ts';
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
