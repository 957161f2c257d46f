import { expect, test } from 'vitest';

import { withContainer } from '../../test/support/one-rule.ts';
import { recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { forwardedPacket, isOpenToOutside, publishedPaths } from './paths.ts';

const story = recordedHost('the-story').snapshot;
const paths = (snapshot = story) =>
  publishedPaths(viewOf('containers', snapshot), viewOf('attempts', snapshot));

test('a published port has a way: bridge, address of the container, and what was tried on it', () => {
  expect(paths().find(({ port }) => port.hostPort === 30_003)).toMatchObject({
    container: { name: 'portainer' },
    bridge: 'docker0',
    containerAddress: '192.168.0.2',
    outcomes: { outside: { kind: 'timed-out' }, inside: { kind: 'connected' } },
  });
});

test('a container that does not run, or that has no place in a bridge, has no way', () => {
  const names = (snapshot: typeof story) => paths(snapshot).map(({ container }) => container.name);
  expect(names(withContainer(story, 'portainer', { State: { Running: false, Status: 'exited' } }))).toEqual([
    'topapi',
  ]);
  expect(names(recordedHost('healthy-host-network').snapshot)).not.toContain('node-exporter');
});

test('the packet behind the translation is on its way from the card into the bridge', () => {
  const [path] = paths().filter(({ port }) => port.hostPort === 30_001);
  expect(path && forwardedPacket(path, 'eth0', '198.18.0.1')).toMatchObject({
    from: '198.18.0.1',
    to: '172.22.0.2',
    port: 5000,
    originalPort: 30_001,
    iif: 'eth0',
    oif: path?.bridge,
    states: ['NEW', 'DNAT'],
  });
});

test('loopback is closed to the outside, every other address is open', () => {
  const port = { hostPort: 1, containerPort: 1, protocol: 'tcp', bound: true };
  expect(
    ['', '10.0.0.1', '127.0.0.1', '127.8.8.8', '::1'].map((hostIp) => isOpenToOutside({ ...port, hostIp })),
  ).toEqual([true, true, false, false, false]);
});
