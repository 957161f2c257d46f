import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startHealth, type HealthServer } from './health.ts';

let server: HealthServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function get(path: string) {
  const response = await fetch(`${server?.url}${path}`);
  return { status: response.status, body: await response.json() };
}

test('a process that works is alive and ready', async () => {
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  expect(await get('/healthz')).toEqual({ status: 200, body: { alive: true, reasons: [] } });
  expect(await get('/readyz')).toEqual({ status: 200, body: { ready: true, reasons: [] } });
});

test('a process that cannot do its work is alive, not ready, and says why', async () => {
  server = await startHealth(
    { port: 0, host: '127.0.0.1' },
    {
      ready: async () => ['Slack is not connected'],
    },
  );
  expect((await get('/healthz')).status).toBe(200);
  expect(await get('/readyz')).toEqual({
    status: 503,
    body: { ready: false, reasons: ['Slack is not connected'] },
  });
});

test('a check that fails itself counts as not ready', async () => {
  server = await startHealth(
    { port: 0, host: '127.0.0.1' },
    {
      ready: () => Promise.reject(new Error('no answer within 2000 ms')),
    },
  );
  expect(await get('/readyz')).toEqual({
    status: 503,
    body: { ready: false, reasons: ['no answer within 2000 ms'] },
  });
});

test('other paths are refused', async () => {
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  expect((await get('/')).status).toBe(404);
});

test.each(['//', 'http://['])('what is no address ends nothing: %s', async (path) => {
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  const { port } = new URL(server?.url ?? '');
  const [answer] = await once(request({ host: '127.0.0.1', port, path }).end(), 'response');
  expect(answer.statusCode).toBe(404);
});

test('a question may follow the path', async () => {
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  expect((await get('/readyz?verbose')).status).toBe(200);
});

test('without a port there is no endpoint; a taken port is named', async () => {
  expect(await startHealth({ host: '127.0.0.1' }, { ready: async () => [] })).toBeUndefined();
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  const port = Number(new URL(server?.url ?? '').port);
  await expect(startHealth({ port, host: '127.0.0.1' }, { ready: async () => [] })).rejects.toMatchObject({
    code: 'health-port',
  });
});

test('a process that stood still lately is alive and not ready', async () => {
  server = await startHealth({ port: 0, host: '127.0.0.1' }, { ready: async () => [] });
  await sleep(100);
  const since = performance.now();
  while (performance.now() - since < 2_200);
  await sleep(100);
  expect(await get('/readyz')).toEqual({
    status: 503,
    body: {
      ready: false,
      reasons: [expect.stringMatching(/^this process stood still for 2\.\d s lately$/)],
    },
  });
});
