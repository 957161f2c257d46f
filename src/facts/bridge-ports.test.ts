import { expect, test } from 'vitest';

import { bridgePorts } from './bridge-ports.ts';

// Kernel 6.18, two containers on docker0 and one on a network of its own, userland-proxy off.
const STDOUT =
  'veth1d2c0aa docker0 1\nveth77b1f04 docker0 0\nvethc0ffee1 br-1f2e3d4c5b6a 1\nveth9 docker0 x\n';

test('each port names its bridge and whether packets may turn round in it', () => {
  expect(bridgePorts.parse({ stdout: STDOUT, stderr: '', code: 0, argv: [] })).toEqual({
    kind: 'value',
    value: [
      { device: 'veth1d2c0aa', bridge: 'docker0', hairpin: true },
      { device: 'veth77b1f04', bridge: 'docker0', hairpin: false },
      { device: 'vethc0ffee1', bridge: 'br-1f2e3d4c5b6a', hairpin: true },
    ],
    unread: ['veth9 docker0 x'],
  });
});
