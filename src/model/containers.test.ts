import { expect, test } from 'vitest';

import { withContainer, withCopy } from '../../test/support/one-rule.ts';
import { recordedHost, without } from '../../test/support/recorded-hosts.ts';
import { viewOf } from '../../test/support/views.ts';
import type { Snapshot } from '../facts/snapshot.ts';
import { isReplaced, publisherOf } from './containers.ts';

const story = recordedHost('the-story').snapshot;

function container(snapshot: Snapshot, name: string) {
  const found = viewOf('containers', snapshot).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

test('a container knows its networks, their devices and its addresses', () => {
  expect(container(story, 'portainer').attachments).toMatchObject([
    { network: 'bridge', bridge: 'docker0', ipv4: '192.168.0.2', internal: false },
  ]);
  expect(container(story, 'topapi').attachments).toMatchObject([
    { network: 'vhnet', bridge: expect.stringMatching(/^br-[0-9a-f]{12}$/), ipv4: '172.22.0.2' },
  ]);
  const internal = container(recordedHost('healthy-internal-network').snapshot, 'postgres');
  expect(internal.attachments).toMatchObject([{ network: 'backend', internal: true }]);
});

test('0.0.0.0 and :: of one -p are one published port', () => {
  expect(container(story, 'portainer').published).toEqual([
    { hostPort: 30003, hostIp: '', containerPort: 9000, protocol: 'tcp', bound: true },
  ]);
});

test('a container that does not run asks for its ports and has none', () => {
  const { published } = container(recordedHost('dotnet-shared-framework-missing').snapshot, 'topapi');
  expect(published).toMatchObject([{ hostPort: 30287, containerPort: 5000, bound: false }]);
});

test('listeners inside are its own, Docker’s name server left out; unread is not none', () => {
  expect(container(story, 'topapi').listeners?.map(({ port }) => port)).toEqual([5000]);
  expect(container(without(story, 'network-namespaces'), 'topapi').listeners).toBeUndefined();
});

test('of two containers with one port the one that is bound to it stands behind it', () => {
  const both = withCopy(story, 'portainer', 'aaa-old', {
    State: { Status: 'exited', Running: false, Pid: 0 },
    NetworkSettings: { Ports: {} },
  });
  expect(publisherOf(viewOf('containers', both), 30_003)?.container.name).toBe('portainer');
  expect(publisherOf(viewOf('containers', both), 30_009)).toBeUndefined();
});

test('what does not run while another serves its ports is replaced; with a port of its own left it is not', () => {
  const old = { State: { Status: 'exited', Running: false, Pid: 0 }, NetworkSettings: { Ports: {} } };
  const replaced = withCopy(story, 'portainer', 'portainer-old', old);
  const all = viewOf('containers', replaced);
  expect(all.filter((one) => isReplaced(one, all)).map(({ name }) => name)).toEqual(['portainer-old']);
  const missed = withCopy(story, 'portainer', 'portainer-old', {
    ...old,
    HostConfig: { PortBindings: { '9001/tcp': [{ HostIp: '', HostPort: '30009' }] } },
  });
  const others = viewOf('containers', missed);
  expect(others.filter((one) => isReplaced(one, others))).toEqual([]);
});

const numbered = (number: string) => ({
  Config: {
    Labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'worker',
      'com.docker.compose.container-number': number,
    },
  },
  HostConfig: { PortBindings: null },
  NetworkSettings: { Ports: null },
});

const replacedBy = (number: string) => {
  const first = withContainer(story, 'portainer', numbered('1'));
  const left = withCopy(first, 'portainer', '0123_portainer', {
    ...numbered(number),
    State: { Status: 'exited', Running: false, ExitCode: 1 },
  });
  const all = viewOf('containers', left);
  return all.filter((one) => isReplaced(one, all)).map(({ name }) => name);
};

test('what a compose project has made anew takes the place of what it left behind, its second does not', () => {
  expect(replacedBy('1')).toEqual(['0123_portainer']);
  expect(replacedBy('2')).toEqual([]);
});
