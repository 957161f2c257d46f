/**
 * Real hosts on this machine: systemd, sshd and dockerd each, behind a namespace that plays the cloud.
 *
 *   const lab = await openLab();                                   // builds the base the first time, about a minute
 *   const host = await lab.boot('hz-shop', { subnet: '192.168.0.0/24', address: '192.168.0.10' });   // about 2 s
 *   await host.sh('docker run -d -p 8080:80 …');                   // inside; from outside it is host.address:8080
 *   await host.cloud.securityGroup(host.address, [{ port: 22 }]);
 *   await lab.close();
 *
 * By hand: `npx tsx test/lab/up.ts <case>` boots a broken host and says how to log in.
 *
 * Everything of a lab hangs on processes that the kernel kills with this one: network namespaces live in a sleeping
 * process each, mounts in the host's own mount namespace, a host's services in its own pid namespace. What a killed run
 * can leave is a folder and empty cgroups; the next `openLab` removes those.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Cloud } from './cloud.ts';
import type { BootOptions, LabHost } from './host.ts';
import type { Random } from './random.ts';

import { cgroupsNamed, removeCgroup } from './cgroup.ts';
import { openCloud } from './cloud.ts';
import { bootHost } from './host.ts';
import { installLab } from './install.ts';
import { must } from './process.ts';
import { randomFrom } from './random.ts';

export type { BootOptions, LabHost } from './host.ts';
export type { Cloud } from './cloud.ts';

export interface Lab {
  readonly seed: number;
  readonly random: Random;
  /** Removed with the lab; configuration files and the like may go here. */
  readonly directory: string;
  cloud(): Promise<Cloud>;
  boot(name: string, options?: BootOptions): Promise<LabHost>;
  close(): Promise<void>;
}

export async function openLab(options: { seed?: number } = {}): Promise<Lab> {
  const seed = options.seed ?? randomBytes(4).readUInt32LE();
  const base = await installLab();
  const labs = join(base.directory, 'labs');
  await mkdir(labs, { recursive: true });
  await sweep(labs);

  const id = `fml-${randomBytes(3).toString('hex')}`;
  const directory = join(labs, id);
  await claim(labs, id);
  const identityFile = join(directory, 'id_ed25519');
  await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', identityFile]);

  const open: { close(): Promise<void> }[] = [];
  let hosts = 0;

  async function cloud(): Promise<Cloud> {
    const made = await openCloud();
    open.push(made);
    return made;
  }

  let closing: Promise<void> | undefined;
  async function closeAll(): Promise<void> {
    for (const each of open.toReversed()) await each.close();
    await removeFolder(directory);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
  const close = () => (closing ??= closeAll());
  const interrupted = (signal: NodeJS.Signals) => {
    void close().finally(() => process.kill(process.pid, signal));
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);

  return {
    seed,
    random: randomFrom(seed),
    directory,
    cloud,
    async boot(name, bootOptions = {}) {
      const machine = `${id}-${hosts++}`;
      const { flavour } = bootOptions;
      const kit = {
        base: flavour === undefined ? base : await installLab(flavour),
        machine,
        identityFile,
        directory: join(directory, machine),
      };
      const network = bootOptions.cloud ?? (await cloud());
      const booted = await bootHost(kit, name, network, bootOptions);
      const host = {
        ...booted,
        async close() {
          await booted.close();
          if (!bootOptions.cloud) await network.close();
          await removeFolder(booted.directory);
        },
      };
      open.push(host);
      return host;
    },
    close,
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A process id alone may be another process by now; its start time makes it this one. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function ownerOf(pid: number): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${pid} ${await startOf(pid)} ${boot.trim()}`;
}

/** The folder appears together with its owner's name: a sweep never sees one that nobody claims. */
async function claim(labs: string, id: string): Promise<void> {
  const making = join(labs, `.${process.pid}-${id}`);
  await mkdir(making);
  await writeFile(join(making, 'owner'), await ownerOf(process.pid));
  await rename(making, join(labs, id));
}

/** Removes what labs of dead processes left. */
async function sweep(labs: string): Promise<void> {
  for (const id of await readdir(labs)) {
    if (id.startsWith('.')) continue;
    const owner = await readFile(join(labs, id, 'owner'), 'utf8').catch(() => '');
    if (owner !== '' && owner === (await ownerOf(Number(owner.split(' ')[0])))) continue;
    for (const cgroup of await cgroupsNamed(`${id}-`)) await removeCgroup(cgroup);
    await removeFolder(join(labs, id));
  }
}

async function removeFolder(path: string): Promise<void> {
  // A deployment's image layers hold tens of thousands of files.
  await must(['rm', '-rf', '--one-file-system', path], { timeoutMs: 5 * 60_000 });
}
