import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { gateways } from './gateways.ts';

test('a gateway that nobody answers for is INCOMPLETE', () => {
  expect(read(gateways, recorded('gateways'))).toEqual([
    { address: '172.16.80.9', device: 'eth0', state: 'INCOMPLETE' },
  ]);
});

test('one that answers comes with its card address, one behind a tunnel without a state', () => {
  const text = '# 10.0.0.253 eth0\n10.0.0.253 lladdr 5a:62:d5:cc:06:e0 REACHABLE \n# 10.8.0.5 tun0\n\n';
  expect(read(gateways, text)).toEqual([
    { address: '10.0.0.253', device: 'eth0', mac: '5a:62:d5:cc:06:e0', state: 'REACHABLE' },
    { address: '10.8.0.5', device: 'tun0' },
  ]);
});

test('what is no gateway is kept aside', () => {
  expect(unreadOf(gateways, 'Device "eth9" does not exist.\n')).toEqual(['Device "eth9" does not exist.']);
});
