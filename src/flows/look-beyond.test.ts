import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';

import type { Attempt, Outcome } from '../facts/snapshot.ts';
import { trySparePorts } from './look-beyond.ts';
import type { Trying } from './while-waiting.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(): Promise<number> {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return address.port;
}

const published = (port: number, outcome: Outcome): Attempt => ({
  vantage: 'worker',
  to: { address: '127.0.0.1', port },
  about: { kind: 'published-port', hostPort: port },
  outcome,
  ms: 1,
});

/** Attempts that have all ended, and looked the same a second in. */
const over = (attempts: readonly Attempt[]): Trying => ({
  attempts: Promise.resolve(attempts),
  glance: Promise.resolve(attempts),
});

const silence: Outcome = { kind: 'timed-out', afterMs: 3000 };

test('beside an open and a silent port two unused ones each are tried, and a refusal is seen', async () => {
  const open = await listen();
  const spare = await trySparePorts(
    over([published(open, { kind: 'connected' }), published(20_001, silence)]),
  );
  expect(new Set(spare.map(({ about }) => (about.kind === 'spare-port' ? about.beside : 0)))).toEqual(
    new Set([open, 20_001]),
  );
  expect(spare).toHaveLength(4);
  const beside = spare.filter(({ to }) => Math.abs(to.port - 20_001) <= 2);
  expect(beside.map(({ outcome }) => outcome.kind)).toEqual(['refused', 'refused']);
});

test('a port that is published itself is never taken for an unused one', async () => {
  const tried = [
    published(20_000, { kind: 'connected' }),
    published(20_001, silence),
    published(20_002, silence),
  ];
  const ports = (await trySparePorts(over(tried))).map(({ to }) => to.port);
  expect(ports.filter((port) => [20_000, 20_001, 20_002].includes(port))).toEqual([]);
});

test('where all ports answer, or none does, unused ones would say nothing', async () => {
  expect(await trySparePorts(over([published(20_001, silence)]))).toEqual([]);
  expect(await trySparePorts(over([published(20_001, { kind: 'connected' })]))).toEqual([]);
});
