import { expect, test } from 'vitest';

import { read, recorded } from '../../test/facts/recorded.ts';
import { askPathMtu, pathMtu } from './path-mtu.ts';
import { stalledFlows } from './stalled-flows.ts';

test('a flow that sends again and again comes with what it waits for', () => {
  expect(read(stalledFlows, recorded('stalled-flows'))).toMatchObject([
    {
      local: '172.17.0.2',
      peer: '10.218.94.96',
      peerPort: 5432,
      queued: 180_544,
      backoff: 5,
      acknowledged: 19_463,
      pathMtu: 1500,
      segment: 1448,
    },
  ]);
});

test('pings of two sizes say how far packets get', () => {
  expect(read(pathMtu, recorded('path-mtu')).map(({ size, outcome }) => `${size} ${outcome}`)).toEqual([
    '84 answered',
    '1500 silent',
  ]);
  const told = '# 172.20.3.9 1500 From 172.17.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)\n';
  expect(read(pathMtu, told)).toMatchObject([{ peer: '172.20.3.9', outcome: 'told' }]);
});

test('only IPv4 addresses are asked about', () => {
  expect(() => askPathMtu([{ pid: 1, peer: '-f', mtu: 1500 }])).toThrow(TypeError);
});
