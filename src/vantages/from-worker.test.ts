import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';

import { localShell } from '../ssh/local-shell.ts';
import { attemptFromHere } from './from-worker.ts';
import { commandForAttempts, readAttempts } from './on-host.ts';
import type { PlannedAttempt } from './plan.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(onConnection);
  // A peer that has heard enough resets, which is an error on this side only.
  server.on('connection', (socket) => socket.on('error', () => undefined));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return address.port;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const port = await listen(() => undefined);
  const server = servers.pop();
  server?.close();
  return port;
}

async function fromHost(port: number): Promise<string | undefined> {
  const attempt: PlannedAttempt = {
    vantage: 'host',
    to: { address: '127.0.0.1', port },
    about: { kind: 'host-port' },
  };
  const { argv, timeoutMs } = commandForAttempts([attempt]);
  const { stdout } = await localShell().run({ argv }, { timeoutMs });
  return readAttempts(stdout, 1)[0]?.outcome.kind;
}

const places = [
  {
    place: 'from here',
    tryPort: async (port: number) => (await attemptFromHere('127.0.0.1', port)).outcome.kind,
  },
  { place: 'by a command on the host', tryPort: fromHost },
];

test.each(places)('$place a server that waits for us to speak is connected', async ({ tryPort }) => {
  expect(await tryPort(await listen(() => undefined))).toBe('connected');
});

test.each(places)('$place a server that speaks first and hangs up is connected', async ({ tryPort }) => {
  expect(await tryPort(await listen((socket) => socket.end('220 mail\r\n')))).toBe('connected');
});

test.each(places)('$place a port on which nothing listens is refused', async ({ tryPort }) => {
  expect(await tryPort(await closedPort())).toBe('refused');
});

test.each(places)(
  '$place a proxy that takes the connection and resets it is told from one that serves',
  async ({ tryPort }) => {
    expect(await tryPort(await listen((socket) => socket.resetAndDestroy()))).toBe('reset-after-accept');
  },
);

test.each(places)(
  '$place a proxy that takes the connection and closes it is told from one that serves',
  async ({ tryPort }) => {
    expect(await tryPort(await listen((socket) => socket.destroy()))).toBe('reset-after-accept');
  },
);

test('attempts that a host never answered are timed out, by number', () => {
  const outcomes = readAttempts('1 5.00 5.01 open 0\n', 3).map(({ outcome }) => outcome.kind);
  expect(outcomes).toEqual(['timed-out', 'connected', 'timed-out']);
});

// Words of bash 5.2 (Debian 12) and 4.2 (CentOS 7).
test.each([
  [
    'bash: connect: No route to host bash: line 8: /dev/tcp/192.168.0.2/9000: No route to host',
    'unreachable',
  ],
  ['bash: connect: Connection timed out bash: /dev/tcp/10.9.9.9/80: Connection timed out', 'timed-out'],
  [
    'bash: nowhere.invalid: Name or service not known bash: /dev/tcp/nowhere.invalid/80: Invalid argument',
    'unreachable',
  ],
  // A route or a rule of type prohibit.
  ['bash: connect: Permission denied bash: line 1: /dev/tcp/10.9.9.9/80: Permission denied', 'unreachable'],
  ['sudo: a password is required', 'not-tried'],
  ['bash: line 8: nsenter: command not found', 'not-tried'],
])('%s', (words, kind) => {
  expect(readAttempts(`0 5.00 5.01 ${words}\n`, 1)[0]?.outcome.kind).toBe(kind);
});
