import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { rawText, read } from '../../test/facts/recorded.ts';
import { networkNamespaces } from './network-namespaces.ts';

const run = promisify(execFile);
const canUnshare = await run('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).then(
  () => true,
  () => false,
);

/** Listens on both families and UDP, and holds a connection to itself. */
const PROGRAM = `
const { createServer, connect } = require('node:net');
const { createSocket } = require('node:dgram');
createServer().listen(9000, '127.0.0.1', () => {
  createServer().listen({ port: 8080, host: '::' }, () => {
    const udp = createSocket('udp4').bind(5353, '127.0.0.11', () => {
      connect(9000, '127.0.0.1', () => process.stdout.write('ready'));
    });
  });
});`;

test.runIf(canUnshare)(
  'a process in a namespace of its own is seen with all that it listens to',
  async () => {
    const child = inNamespace('ip link set lo up && exec "$0" -e "$1"', process.execPath, PROGRAM);
    try {
      const [said] = await once(child.stdout ?? child, 'data');
      expect(String(said)).toBe('ready');
      expect(await listenersOf(child.pid)).toEqual([
        'tcp 4 127.0.0.1:9000',
        'tcp 6 :::8080',
        'udp 4 127.0.0.11:5353',
      ]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);

test.runIf(canUnshare)(
  'a namespace in which nobody listens has no listener and nothing missing',
  async () => {
    const child = inNamespace('echo ready; exec sleep 60');
    try {
      await once(child.stdout ?? child, 'data');
      expect(await listenersOf(child.pid)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);

const inNamespace = (script: string, ...args: string[]): ChildProcess =>
  spawn('unshare', ['-n', 'sh', '-c', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

async function listenersOf(pid: number | undefined): Promise<string[] | undefined> {
  if (networkNamespaces.read.kind !== 'command') return undefined;
  const [[program, ...args] = ['false']] = networkNamespaces.read.candidates;
  const { stdout } = await run(program, args, { maxBuffer: 16 * 1024 * 1024 });
  const namespaces = read(networkNamespaces, rawText(stdout));
  return namespaces
    .find(({ pids }) => pid !== undefined && pids.includes(pid))
    ?.listeners.map(({ protocol, family, address, port }) => `${protocol} ${family} ${address}:${port}`)
    .toSorted();
}
