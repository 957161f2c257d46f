import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createDirectory } from '../src/flows/find-container/directory.ts';
import type { Host } from '../src/hosts/host.ts';
import { createShellPool } from '../src/ssh/pool.ts';
import { makeKey, sshdMissing } from '../test/support/sshd.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median, timed } from './measure.ts';

const MANY = 50;
const CONTAINERS = 30;
const ROUNDS = 7;

/** A container looked up over an inventory of hosts that are simulated in one other process. */
export const findContainer: Part = {
  name: 'find-container',
  whyNot: () => sshdMissing,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ferryman-find-'));
    const key = join(folder, 'id_ed25519');
    makeKey('ed25519', key);
    const script = fileURLToPath(new URL('fake-hosts.js', import.meta.url));
    const args = [script, key, String(MANY), String(CONTAINERS)];
    const fleet = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [said] = z.tuple([z.instanceof(Buffer)]).parse(await once(fleet.stdout, 'data'));
      const ports = z.array(z.number()).parse(JSON.parse(said.toString('utf8')));
      const [type, hostKey] = readFileSync(`${key}.pub`, 'utf8').split(' ');
      const known = ports.map((port) => `[127.0.0.1]:${port} ${type} ${hostKey}\n`);
      writeFileSync(join(folder, 'known_hosts'), known.join(''));
      return await measure(ports.map((port, i) => hostAt(port, i, folder)));
    } finally {
      fleet.kill();
      rmSync(folder, { recursive: true });
    }
  },
};

export function hostAt(port: number, index: number, folder: string): Host {
  return {
    name: `host-${index}`,
    via: {
      kind: 'ssh',
      address: '127.0.0.1',
      port,
      user: 'root',
      identityFiles: [join(folder, 'id_ed25519')],
      knownHostsFiles: [join(folder, 'known_hosts')],
    },
    tags: [],
    needs: [],
    source: 'bench',
  };
}

async function measure(hosts: readonly Host[]): Promise<readonly Figure[]> {
  const cold: number[] = [];
  const known: number[] = [];
  // The first round loads what the others have.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const shells = createShellPool();
    const directory = createDirectory({ hosts, shells });
    const find = async () => {
      const name = `app-${(round * 11) % MANY}-7`;
      const found = await directory.lookUp(name);
      if (found.kind !== 'found' || found.notAsked.length > 0)
        throw new Error(`${name}: ${found.kind}, not asked: ${JSON.stringify(found.notAsked)}`);
    };
    const times = [await timed(find), await timed(find)] as const;
    if (round > 0) {
      cold.push(times[0]);
      known.push(times[1]);
    }
    directory.close();
    await shells.dispose();
  }
  const reference = `simulated hosts of ${CONTAINERS} containers each, over SSH`;
  return [
    atMost(2_000, {
      name: `Container looked up over ${MANY} hosts, cold`,
      value: median(cold),
      unit: 'ms',
      reference: `${reference}; slowest ${Math.max(...cold).toFixed(0)} ms`,
    }),
    atMost(50, { name: 'The same, known', value: median(known), unit: 'ms', reference }),
  ];
}
