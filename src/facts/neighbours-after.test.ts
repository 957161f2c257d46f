import { expect, test } from 'vitest';

import { neighboursAfter } from './neighbours-after.ts';

test('it reads what the first look at the neighbours reads', () => {
  // iproute2 6.1
  const stdout = '10.72.13.253 dev eth0 lladdr 5a:62:d5:cc:06:e0 REACHABLE\n10.72.13.9 dev eth0 FAILED\n';
  expect(neighboursAfter.parse({ stdout, stderr: '', code: 0, argv: ['ip', 'neigh', 'show'] })).toMatchObject(
    {
      value: [
        { address: '10.72.13.253', state: 'REACHABLE' },
        { address: '10.72.13.9', state: 'FAILED' },
      ],
    },
  );
});
