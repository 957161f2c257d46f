import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { FerrymanError } from '../errors.ts';
import { localShell } from '../ssh/local-shell.ts';
import type { CommandResult, Shell } from '../ssh/shell.ts';
import { openEngine, type Engine } from './engine.ts';

/** Answers in the form of the Docker Engine API 1.41, over a real unix socket. */
let folder: string;
let socket: string;
let server: Server;
let seen: string[];
let engine: Engine | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ferryman-engine-'));
  socket = join(folder, 'docker.sock');
  seen = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (request.url === '/containers/hung/json') return;
    if (request.url === '/containers/large/json') response.end(`{"Id":"${'x'.repeat(16 * MIB)}"}`);
    else if (request.url?.startsWith('/containers/large/logs'))
      response.end(frame(1, 'first line\n' + 'x'.repeat(2 * MIB)));
    else if (request.url === '/containers/stuck/json') response.write('{"Id":"stu');
    else if (request.url === '/containers/json?all=1') response.end('[{"Id":"c0ffee"}]');
    else if (request.url?.startsWith('/containers/c0ffee/logs'))
      response.end(frame(2, 'Unhandled exception\n'));
    else if (request.url?.startsWith('/containers/json1/logs')) response.end(frame(1, '{"level":"info"}\n'));
    else response.writeHead(404).end('{"message":"No such container: gone"}');
  });
  server.listen(socket);
  await once(server, 'listening');
});

afterEach(async () => {
  engine?.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function frame(stream: number, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

const MIB = 1024 * 1024;

const gate = () => ({ kind: 'running', socket, reachable: true, containerIds: [] }) as const;

test('an answer of the API comes as the text that the daemon sent', async () => {
  engine = await openEngine(localShell(), gate());
  expect(engine.route).toBe(`forwarded ${socket}`);
  expect(await engine.get('/containers/json?all=1')).toEqual({ kind: 'json', body: '[{"Id":"c0ffee"}]' });
});

test('nothing but GET is ever sent, with the query as it was given', async () => {
  engine = await openEngine(localShell(), gate());
  await Promise.all([
    engine.get('/containers/json?all=1'),
    engine.get('/containers/c0ffee/logs?stdout=1&stderr=1&tail=60&timestamps=1'),
    engine.get('/containers/gone/json'),
  ]);
  expect(seen.toSorted()).toEqual([
    'GET /containers/c0ffee/logs?stdout=1&stderr=1&tail=60&timestamps=1',
    'GET /containers/gone/json',
    'GET /containers/json?all=1',
  ]);
});

test('a log loses its frames and nothing else', async () => {
  engine = await openEngine(localShell(), gate());
  expect(await engine.get('/containers/c0ffee/logs?stderr=1')).toEqual({
    kind: 'text',
    body: 'Unhandled exception\n',
  });
});

test('a log whose only line is JSON stays a log', async () => {
  engine = await openEngine(localShell(), gate());
  expect(await engine.get('/containers/json1/logs?stdout=1')).toEqual({
    kind: 'text',
    body: '{"level":"info"}\n',
  });
});

test("the daemon's refusal is a reading with its sentence, not an empty answer", async () => {
  engine = await openEngine(localShell(), gate());
  expect(await engine.get('/containers/gone/json')).toMatchObject({
    kind: 'unreadable',
    because: expect.stringContaining('No such container: gone'),
  });
});

/** Streams like those of SSH channels: without setTimeout and the other methods of a net.Socket. */
function channels(): Shell {
  const shell = localShell();
  const dial = async (path: string) => {
    const real = await shell.dial(path);
    return Duplex.from({ readable: real, writable: real }).on('error', () => undefined);
  };
  return { ...shell, dial };
}

test.each(['hung', 'stuck'])(
  'a daemon that leaves %s without an answer, or in its middle, is given up',
  async (id) => {
    engine = await openEngine(channels(), gate(), { patienceMs: 100 });
    expect(await engine.get(`/containers/${id}/json`)).toEqual({
      kind: 'timed-out',
      because: 'Docker gave no answer within 0.1 s',
    });
  },
);

test('a container that holds up its own answer holds up no other', async () => {
  engine = await openEngine(channels(), gate(), { patienceMs: 300 });
  const hung = engine.get('/containers/hung/json');
  expect(await engine.get('/containers/json?all=1')).toMatchObject({ kind: 'json' });
  expect(await hung).toMatchObject({ kind: 'timed-out' });
  expect(await engine.get('/containers/json?all=1')).toMatchObject({ kind: 'json' });
});

test('a daemon that answers nothing is not asked hundreds of times', async () => {
  engine = await openEngine(channels(), gate(), { patienceMs: 100 });
  const docker = engine;
  const all = await Promise.all(Array.from({ length: 200 }, () => docker.get('/containers/hung/json')));
  expect(all.every(({ kind }) => kind === 'timed-out')).toBe(true);
  expect(seen.length).toBe(8);
});

test('a socket that lets nobody connect is given up as well', async () => {
  const nobody = { ...localShell(), dial: () => new Promise<never>(() => undefined) };
  engine = await openEngine(nobody, gate(), { patienceMs: 100 });
  expect(await engine.get('/containers/json?all=1')).toMatchObject({ kind: 'timed-out' });
});

test('what was asked for ends at once when the diagnosis is stopped, and nothing more is asked', async () => {
  const stop = new AbortController();
  engine = await openEngine(channels(), gate(), { signal: stop.signal });
  const hung = engine.get('/containers/hung/json');
  stop.abort();
  expect(await hung).toEqual({ kind: 'timed-out', because: 'the diagnosis was stopped' });
  expect(await engine.get('/containers/json?all=1')).toMatchObject({ kind: 'timed-out' });
  expect(seen).not.toContain('GET /containers/json?all=1');
});

test('an answer that does not end is not kept: JSON is none, a log is cut and says so', async () => {
  engine = await openEngine(localShell(), gate());
  expect(await engine.get('/containers/large/json')).toEqual({
    kind: 'unreadable',
    because: "Docker's answer to /containers/large/json is longer than 16 MiB",
  });
  const log = await engine.get('/containers/large/logs?stdout=1');
  const lines = log.kind === 'text' ? log.body.trimEnd().split('\n') : [];
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe('first line');
  expect(lines[1]?.length).toBeLessThan(MIB);
  expect(lines[2]).toBe('[Ferryman: the rest of the log is left out, it is longer than 1 MiB]');
});

/** A host that forwards no sockets and whose docker is 1.13: no dial-stdio. */
function oldHost(answers: Record<string, string>): Shell {
  const run = async ({ argv }: { argv: readonly string[] }): Promise<CommandResult> => {
    const stdout = answers[argv.join(' ')];
    const base = {
      stderr: stdout === undefined ? "unknown command 'dial-stdio'" : '',
      truncated: false,
      durationMs: 1,
    };
    return { kind: 'exited', code: stdout === undefined ? 1 : 0, stdout: stdout ?? '', ...base };
  };
  return {
    ...localShell(),
    run,
    dial: () =>
      Promise.reject(new FerrymanError('dial-refused', 'The socket is not forwarded.', 'Allow it.')),
  };
}

test('where sockets are not forwarded and dial-stdio is unknown, the command line gives the same objects', async () => {
  engine = await openEngine(
    oldHost({
      'docker ps --all --quiet --no-trunc': 'c0ffee\nbeef\n',
      'docker inspect c0ffee beef': '[{"Id":"c0ffee","Name":"/topapi"},{"Id":"beef","Name":"/db"}]',
      'docker version --format {{json .Server}}': '{"Version":"1.13.1","ApiVersion":"1.26"}\n',
    }),
    gate(),
  );
  expect(engine.route).toBe('the docker command line (docker)');
  expect(await engine.get('/containers/json?all=1')).toEqual({
    kind: 'json',
    body: '[{"Id":"c0ffee"},{"Id":"beef"}]',
  });
  expect(await engine.get('/containers/beef/json')).toEqual({
    kind: 'json',
    body: '{"Id":"beef","Name":"/db"}',
  });
  expect(await engine.get('/version')).toEqual({
    kind: 'json',
    body: '{"Version":"1.13.1","ApiVersion":"1.26"}',
  });
});
