import { expect, test } from 'vitest';

import { withContainer } from '../../../test/support/one-rule.ts';
import { recordedHost } from '../../../test/support/recorded-hosts.ts';
import { viewOf } from '../../../test/support/views.ts';
import { refusedPorts } from './refused-ports.ts';

const { snapshot } = recordedHost('app-not-listening');

// 20.10 as recorded in the lab; 1.12: shipping-docker/php-app#20; 28: words that people quote with Docker 28 and later.
test.each([
  ['Bind for 0.0.0.0:30003 failed: port is already allocated', ['', 30003, 'allocated']],
  [
    'Error starting userland proxy: listen tcp4 0.0.0.0:30009: bind: address already in use',
    ['', 30009, 'in-use'],
  ],
  [
    'Error starting userland proxy: listen tcp 172.17.42.1:80: bind: address already in use',
    ['172.17.42.1', 80, 'in-use'],
  ],
  [
    'Error starting userland proxy: listen tcp6 [::]:30600: bind: address already in use',
    ['', 30600, 'in-use'],
  ],
  [
    'Error starting userland proxy: Bind for 0.0.0.0:80: unexpected error (Failure EADDRINUSE)',
    ['', 80, 'in-use'],
  ],
  ['failed to bind host port 0.0.0.0:53/tcp: address already in use', ['', 53, 'in-use']],
  [
    'failed to bind host port for 0.0.0.0:8000:172.31.0.2:8000/tcp: address already in use',
    ['', 8000, 'in-use'],
  ],
  [
    'Error starting userland proxy: listen tcp4 10.9.9.9:30500: bind: cannot assign requested address',
    ['10.9.9.9', 30500, 'no-such-address'],
  ],
])('%s', (error, expected) => {
  const refused = withContainer(snapshot, 'shop-web', {
    State: {
      Status: 'created',
      Running: false,
      Pid: 0,
      ExitCode: 128,
      Error: `driver failed on endpoint x (a1): ${error}`,
    },
  });
  const found = refusedPorts(viewOf('containers', refused), { now: 0 });
  expect(found.map(({ hostIp, hostPort, reason }) => [hostIp, hostPort, reason])).toEqual([expected]);
});

test('a container that runs is refused nothing, whatever failed before', () => {
  const runs = withContainer(snapshot, 'shop-web', {
    State: { Error: 'Bind for 0.0.0.0:80 failed: port is already allocated' },
  });
  expect(refusedPorts(viewOf('containers', runs), { now: Date.parse(snapshot.at) })).toEqual([]);
});
