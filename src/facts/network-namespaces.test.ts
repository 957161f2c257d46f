import { expect, test } from 'vitest';

import { read, recorded, unreadOf } from '../../test/facts/recorded.ts';
import { dockerInspect } from './docker-inspect.ts';
import { networkNamespaces } from './network-namespaces.ts';

const namespaces = read(networkNamespaces, recorded('network-namespaces'));

function listenersOf(container: string): string[] | undefined {
  const inspected = read(dockerInspect, recorded('docker-inspect')).find(({ name }) => name === container);
  return namespaces
    .find(({ pids }) => inspected !== undefined && pids.includes(inspected.state.pid))
    ?.listeners.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
}

test("a container's listeners are found by its main process", () => {
  // httpd -p 9000; httpd -p 127.0.0.1:8081
  expect(listenersOf('portainer')).toEqual(['tcp :::9000']);
  expect(listenersOf('loopy')).toEqual(['tcp 127.0.0.1:8081']);
});

test("containers that share a namespace see each other's listeners, Docker's DNS included", () => {
  const both = ['tcp 127.0.0.11:37263', 'tcp :::8080', 'tcp :::9999', 'udp 127.0.0.11:55676'];
  expect(listenersOf('topapi')).toEqual(both);
  expect(listenersOf('pidshare')).toEqual(both);
});

test("a container on the host's network has no namespace of its own, and one that listens to nothing has no listener", () => {
  expect(listenersOf('shared')).toBeUndefined();
  expect(listenersOf('tty')).toEqual([]);
});

test('its routes are told', () => {
  const topapi = namespaces.find(({ pids }) => pids.includes(354));
  expect(topapi?.routes).toEqual([
    { destination: '0.0.0.0/0', device: 'eth0', gateway: '172.22.0.1', metric: 0 },
    { destination: '172.22.0.0/16', device: 'eth0', metric: 0 },
  ]);
});

test('processes are told in ascending order, missing tables by name, other lines kept aside', () => {
  const text = 'what\n# 4026532265 4250 99\nmissing tcp6\ntcp what\n';
  expect(unreadOf(networkNamespaces, text)).toEqual(['what', 'tcp what']);
  const parsed = networkNamespaces.parse({ stdout: text, stderr: '', code: 0, argv: [] });
  expect(parsed.kind === 'value' && parsed.value).toEqual([
    { inode: 4026532265, pids: [99, 4250], listeners: [], routes: [], missing: ['tcp6'] },
  ]);
});
