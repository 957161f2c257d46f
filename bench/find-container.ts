import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDirectory } from '../src/flows/find-container/directory.ts';
import type { Host } from '../src/hosts/host.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import { sshdMissing, startSshd, type TestSshd } from '../test/support/sshd.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median, timed } from './measure.ts';

const MANY = 50;
const CONTAINERS = 30;
const ROUNDS = 5;

/** A container looked up over an inventory: real sshds on the loopback, each with a Docker of its own that lists. */
export const findContainer: Part = {
  name: 'find-container',
  whyNot: () => sshdMissing,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-find-'));
    const args = [folder, String(MANY), String(CONTAINERS)];
    const daemon = spawn(
      process.execPath,
      [fileURLToPath(new URL('fake-dockerd.js', import.meta.url)), ...args],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const processes = onlyDockerd(folder);
    const sshds: TestSshd[] = [];
    try {
      await once(daemon.stdout, 'data');
      for (let i = 0; i < MANY; i += 1)
        sshds.push(await startHost(join(folder, `docker-${i}.sock`), processes));
      return await measure(sshds.map(toHost));
    } finally {
      await Promise.all(sshds.map((sshd) => sshd.stop()));
      daemon.kill();
      rmSync(folder, { recursive: true });
    }
  },
};

/**
 * In a view of the machine in which Docker's socket is at its usual place and one process runs, which is dockerd: what else
 * runs here is none of the host's, and fifty hosts look at it at the same time.
 */
function startHost(socket: string, processes: string): Promise<TestSshd> {
  const steps = [
    'mount -t tmpfs tmpfs /run',
    'mkdir -p /run/sshd',
    `ln -s ${socket} /run/docker.sock`,
    `mount --bind ${processes} /proc`,
  ];
  return startSshd({ before: steps.join(' && ') });
}

function onlyDockerd(folder: string): string {
  const one = join(folder, 'proc', '1');
  mkdirSync(one, { recursive: true });
  writeFileSync(join(one, 'comm'), 'dockerd\n');
  writeFileSync(join(one, 'status'), 'Name:\tdockerd\nUid:\t0\t0\t0\t0\nNSpid:\t1\n');
  return join(folder, 'proc');
}

function toHost(sshd: TestSshd, index: number): Host {
  const { address, port, user } = sshd.target();
  return {
    name: `host-${index}`,
    via: {
      kind: 'ssh',
      address,
      port,
      user,
      identityFiles: [sshd.identityFile],
      knownHostsFiles: [sshd.knownHostsFile],
    },
    tags: [],
    needs: [],
    source: 'bench',
  };
}

async function measure(hosts: readonly Host[]): Promise<readonly Figure[]> {
  const cold: number[] = [];
  const known: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const shells = createShellPool();
    const directory = createDirectory({ hosts, shells, deadlineMs: 30_000 });
    const name = `app-${(round * 11) % MANY}-7`;
    cold.push(await timed(() => find(name)));
    known.push(await timed(() => find(name)));
    directory.close();
    await shells.dispose();

    async function find(wanted: string): Promise<void> {
      const found = await directory.lookUp(wanted);
      if (found.kind !== 'found' || found.notAsked.length > 0)
        throw new Error(`${wanted}: ${found.kind}, not asked: ${JSON.stringify(found.notAsked)}`);
    }
  }
  const reference = `${CONTAINERS} containers each, sshd and worker on the same machine`;
  return [
    atMost(2_000, {
      name: `Container looked up over ${MANY} hosts, cold`,
      value: median(cold),
      unit: 'ms',
      reference: `${reference}; slowest ${Math.max(...cold).toFixed(0)} ms`,
    }),
    atMost(50, { name: 'The same, cached', value: median(known), unit: 'ms', reference }),
  ];
}
