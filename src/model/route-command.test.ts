import { expect, test } from 'vitest';

import { edited, recordedHost } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import { routeCommand } from './route-command.ts';

test('each line is told under the command that prints such lines', () => {
  const { snapshot: old } = recordedHost('net-tools-bridge-subnet-equals-host-subnet');
  const commands = (snapshot: typeof old) =>
    new Set(viewOf('network', snapshot).routes.map((route) => routeCommand(route)));
  expect(commands(old)).toEqual(new Set(['route -n']));
  const story = recordedHost('the-story').snapshot;
  // iproute2 prints such a route to one machine with two words of which the second is an address.
  expect(commands(edited(story, 'routes', /^/, 'blackhole 10.66.0.1 proto static \n'))).toEqual(
    new Set(['ip route']),
  );
  expect(routeCommand({ text: 'eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0' })).toBe(
    'cat /proc/net/route',
  );
});

test('where the kernel was not asked the answer names the command too', () => {
  const { snapshot } = recordedHost('net-tools-bridge-subnet-equals-host-subnet');
  expect(viewOf('routeAnswers', snapshot).to('192.168.77.2')?.evidence.source).toBe('route -n');
});
