import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { dockerContainers } from '../facts/docker-containers.ts';
import { dockerInspect } from '../facts/docker-inspect.ts';
import { dockerLogs } from '../facts/docker-logs.ts';
import { localShell } from '../ssh/local-shell.ts';
import { readDocker } from './read-docker.ts';
import type { Readings } from './read-host.ts';

const facts = [dockerContainers, dockerInspect, dockerLogs];

const stopped = (id: string) =>
  JSON.stringify({
    Id: id,
    Name: `/${id}`,
    State: { Status: 'exited' },
    Config: {},
    HostConfig: {},
    NetworkSettings: {},
  });

/** Answers of the Docker Engine API 1.41 by path, over a real unix socket. */
async function readFrom(
  answers: Record<string, [status: number, body: string]>,
  gate: { readonly hostSeconds?: number } = {},
) {
  const asked: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-read-docker-'));
  const socket = join(folder, 'docker.sock');
  const list = '[{"Id":"a1","Names":["/a1"]},{"Id":"b2","Names":["/b2"]}]';
  const all: typeof answers = {
    '/containers/json': [200, list],
    '/containers/a1/json': [200, stopped('a1')],
    '/containers/b2/json': [200, stopped('b2')],
    '/containers/a1/logs': [200, 'no framework\n'],
    '/containers/b2/logs': [200, 'no memory\n'],
    ...answers,
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const [status, body] = all[request.url?.split('?')[0] ?? ''] ?? [404, '{"message":"page not found"}'];
    response.writeHead(status).end(body);
  }).listen(socket);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const open = { kind: 'running', socket, reachable: true, containerIds: [], ...gate } as const;
  const readings: Readings = await readDocker(localShell(), open, facts, {});
  return { readings, asked };
}

test('a container that was removed meanwhile is left out', async () => {
  const { readings } = await readFrom({
    '/containers/b2/json': [404, '{"message":"No such container: b2"}'],
  });
  expect(readings['docker-inspect']).toMatchObject({ status: 'ok', stdout: `{"a1":${stopped('a1')}}` });
  expect(readings['docker-logs']).toMatchObject({ stdout: '{"a1":"no framework\\n"}', stderr: '' });
});

test('with a container that cannot be inspected nobody knows all of them', async () => {
  const { readings } = await readFrom({
    '/containers/b2/json': [500, '{"message":"layer does not exist"}'],
  });
  const because = expect.stringMatching(/^b2: .*layer does not exist$/);
  expect(readings['docker-inspect']).toMatchObject({ status: 'unreadable', because });
  expect(readings['docker-logs']).toMatchObject({ status: 'unreadable', because });
});

test('a log that cannot be read is named, and the others stay', async () => {
  const { readings } = await readFrom({
    '/containers/b2/logs': [501, '{"message":"configured logging driver does not support reading"}'],
  });
  expect(readings['docker-logs']).toMatchObject({
    status: 'ok',
    stdout: '{"a1":"no framework\\n"}',
    stderr: expect.stringMatching(/^b2: .*configured logging driver does not support reading$/),
  });
});

test('a log that went with its container is not missing', async () => {
  const { readings } = await readFrom({
    '/containers/b2/logs': [404, '{"message":"No such container: b2"}'],
  });
  expect(readings['docker-logs']).toMatchObject({ status: 'ok', stderr: '' });
});

test('Docker is asked what happened until now by the host’s clock, so that it answers at once', async () => {
  const { readings, asked } = await readFrom(
    { '/events': [200, '{"Action":"die","Actor":{"ID":"a1"}}\n'] },
    { hostSeconds: 1_542_856_504.25 },
  );
  expect(readings['docker-events']).toMatchObject({ status: 'ok', stdout: expect.stringContaining('die') });
  const [path] = asked.filter((url) => url.includes('/events'));
  expect(new URLSearchParams(path?.split('?')[1]).get('until')).toMatch(
    /^15428565(?:04\.(?:2[5-9]|[3-9])|0[5-9]\.)/,
  );
});

test('without the host’s clock nothing is asked that Docker might never answer', async () => {
  const { readings, asked } = await readFrom({});
  expect(readings['docker-events']).toMatchObject({ status: 'unreadable' });
  expect(asked.filter((url) => url.includes('/events'))).toEqual([]);
});
