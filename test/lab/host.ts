import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

import type { Cloud, Nic } from './cloud.ts';
import type { Base, Flavour } from './install.ts';
import type { Kept, Result, RunOptions } from './process.ts';

import { makeCgroup, removeCgroup } from './cgroup.ts';
import { childrenOf, keep, must, run, until } from './process.ts';

export interface BootOptions {
  /** The VPC's network, and the host's address in it. */
  readonly subnet?: string;
  readonly address?: string;
  /** Hosts given the same cloud are neighbours; otherwise each has a cloud of its own. */
  readonly cloud?: Cloud;
  /** Another Debian, another Docker; built at the first boot, about a minute. */
  readonly flavour?: Flavour;
  /** Files that are there before the first boot, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Programs and files of the base that this host lacks, without the leading slash; `WITHOUT_DOCKER` for example. */
  readonly without?: readonly string[];
  /** Boots from the disk of a host that was shut down: what copying an image to a new region does. */
  readonly diskOf?: LabHost;
}

export interface LabHost {
  readonly name: string;
  readonly cloud: Cloud;
  readonly nic: Nic;
  /** The address as the worker reaches it. */
  readonly address: string;
  readonly identityFile: string;
  readonly knownHostsFile: string;
  /** Where the host's upper layer and Docker's data lie on this machine. */
  readonly directory: string;
  /** A process of the host's, for `nsenter -t PID -a`. */
  readonly pid: number;
  /** What container images are made of, on this machine. */
  readonly rootfs: string;
  /** Runs a command inside, whatever its exit code. */
  run(argv: readonly string[], options?: RunOptions): Promise<Result>;
  /** Runs a command inside that must succeed; answers its standard output. */
  must(argv: readonly string[], options?: RunOptions): Promise<string>;
  /** `must(['sh', '-ec', script])`. */
  sh(script: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Powers off and keeps the disk. */
  shutDown(): Promise<void>;
  /** Ends at once, as when the power fails, and keeps the disk. */
  losePower(): Promise<void>;
  close(): Promise<void>;
}

export interface HostKit {
  readonly base: Base;
  readonly directory: string;
  /** Unique on this machine. */
  readonly machine: string;
  readonly identityFile: string;
}

export async function bootHost(
  kit: HostKit,
  name: string,
  cloud: Cloud,
  options: BootOptions,
): Promise<LabHost> {
  const { subnet = '192.168.0.0/24', address = '192.168.0.10' } = options;
  const disk = options.diskOf?.directory ?? kit.directory;
  const upper = join(disk, 'upper');
  const knownHostsFile = join(kit.directory, 'known_hosts');

  if (!options.diskOf) await prepareDisk(kit, disk, name, options);
  for (const [path, text] of Object.entries(options.files ?? {})) await writeInto(upper, path, text);

  const holder = keep(['unshare', '--net', 'sleep', 'infinity']);
  await ownNamespace(holder);
  const nic = await cloud.attach(holder.pid, { subnet, address });
  const key = await readFile(join(upper, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8');
  await mkdir(kit.directory, { recursive: true });
  await writeFile(knownHostsFile, `${nic.publicAddress} ${key.split(' ').slice(0, 2).join(' ')}\n`);

  const cgroups = await makeCgroup(kit.machine);
  const started = keep([
    'unshare',
    '--mount',
    '--propagation',
    'private',
    'sh',
    '-ec',
    START,
    'start',
    kit.base.root,
    disk,
    String(holder.pid),
    kit.machine,
    name,
    cgroups.join(' '),
  ]);

  const close = async () => {
    await started.end();
    await holder.end();
    await removeCgroup(kit.machine);
  };

  try {
    const pid = await payloadOf(started);
    const enter = ['nsenter', '-t', String(pid), '-a', '--'];
    const host: LabHost = {
      name,
      cloud,
      nic,
      address: nic.publicAddress,
      identityFile: kit.identityFile,
      knownHostsFile,
      directory: disk,
      pid,
      rootfs: kit.base.rootfs,
      run: (argv, runOptions) => run([...enter, ...argv], runOptions),
      must: (argv, runOptions) => must([...enter, ...argv], runOptions),
      sh: (script) => must([...enter, 'sh', '-ec', script]),
      async write(path, text) {
        await must([...enter, 'mkdir', '-p', dirname(path)]);
        await must([...enter, 'tee', path], { stdin: text });
      },
      async shutDown() {
        await run([...enter, 'systemctl', 'poweroff']);
        await until(`${name} to power off`, 20_000, async () =>
          (await childrenOf(started.pid)).length === 0 ? true : undefined,
        );
        await close();
      },
      losePower: close,
      close,
    };
    await booted(host);
    return host;
  } catch (error) {
    await close();
    throw new Error(`${name} did not boot: ${started.output().trim()}`, { cause: error });
  }
}

/**
 * Overlay, network namespace and cgroup are arranged in a mount namespace that only the host has, so nothing is left
 * mounted when it ends; the pid namespace makes its end complete: with systemd-nspawn dies everything it started.
 */
const START = `
base=$1 disk=$2 net=$3 machine=$4 name=$5
for cgroup in $6; do echo $$ >"$cgroup/cgroup.procs"; done
mount -t overlay overlay -o "lowerdir=$base,upperdir=$disk/upper,workdir=$disk/work" "$disk/root"
: >"$disk/net"
mount --bind "/proc/$net/ns/net" "$disk/net"
# Its locks and sockets go here, and with the mount namespace.
mkdir -p /run/systemd/nspawn
mount -t tmpfs tmpfs /run/systemd/nspawn
export SYSTEMD_NSPAWN_API_VFS_WRITABLE=1
exec unshare --pid --fork --kill-child=KILL --mount-proc systemd-nspawn --quiet --register=no --keep-unit \
  --machine="$machine" --hostname="$name" --directory="$disk/root" --bind="$disk/docker:/var/lib/docker" \
  --network-namespace-path="$disk/net" --capability=all --system-call-filter='add_key keyctl bpf perf_event_open' \
  --resolv-conf=off --timezone=off --link-journal=no --console=passive --boot`;

async function prepareDisk(kit: HostKit, disk: string, name: string, options: BootOptions): Promise<void> {
  const upper = join(disk, 'upper');
  await Promise.all(
    ['upper/etc/ssh', 'upper/root/.ssh', 'work', 'root', 'docker'].map((part) =>
      mkdir(join(disk, part), { recursive: true }),
    ),
  );
  await must([
    'ssh-keygen',
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-C',
    name,
    '-f',
    join(upper, 'etc/ssh/ssh_host_ed25519_key'),
  ]);
  await chmod(join(upper, 'root'), 0o700);
  await writeFile(join(upper, 'root/.ssh/authorized_keys'), await readFile(`${kit.identityFile}.pub`));
  await writeFile(join(upper, 'etc/hostname'), `${name}\n`);
  await writeFile(join(upper, 'etc/hosts'), `127.0.0.1 localhost\n127.0.1.1 ${name}\n::1 localhost\n`);
  // Without one systemd takes it for a first boot and enables everything that its presets name.
  await writeFile(join(upper, 'etc/machine-id'), `${randomBytes(16).toString('hex')}\n`);
  const units = join(upper, 'etc/systemd/system');
  await mkdir(units, { recursive: true });
  await Promise.all(IDLE_UNITS.map((unit) => symlink('/dev/null', join(units, unit))));
  await hide(upper, options.without ?? []);
}

/** An eighth of the processor time of a boot, for disks, seats and users that no host here has. */
const IDLE_UNITS = [
  ...['configfs', 'dm_mod', 'drm', 'fuse', 'loop'].map((name) => `modprobe@${name}.service`),
  'e2scrub_reap.service',
  'systemd-logind.service',
  'systemd-random-seed.service',
  'systemd-sysusers.service',
  'systemd-update-done.service',
  'systemd-update-utmp-runlevel.service',
  'systemd-update-utmp.service',
];

/** A host on which Docker was never installed. */
export const WITHOUT_DOCKER = `
  etc/docker etc/default/docker etc/init.d/docker
  usr/bin/docker usr/bin/containerd usr/bin/ctr usr/bin/runc usr/bin/docker-init usr/bin/docker-proxy
  usr/bin/containerd-shim usr/bin/containerd-shim-runc-v1 usr/bin/containerd-shim-runc-v2
  usr/sbin/dockerd usr/sbin/docker-init usr/sbin/docker-proxy usr/sbin/runc
  usr/lib/systemd/system/docker.service usr/lib/systemd/system/docker.socket usr/lib/systemd/system/containerd.service
  etc/systemd/system/multi-user.target.wants/docker.service etc/systemd/system/sockets.target.wants/docker.socket
  etc/systemd/system/multi-user.target.wants/containerd.service`
  .trim()
  .split(/\s+/);

/** An overlay reads a character device 0/0 as "deleted here". */
async function hide(upper: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(upper, path)), { recursive: true });
    await must(['mknod', join(upper, path), 'c', '0', '0']);
  }
}

async function writeInto(upper: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(upper, path)), { recursive: true });
  await writeFile(join(upper, path), text);
}

async function ownNamespace(holder: Kept): Promise<void> {
  const own = (await must(['readlink', '/proc/self/ns/net'])).trim();
  await until('a network namespace', 30_000, async () => {
    const { stdout } = await run(['readlink', `/proc/${holder.pid}/ns/net`]);
    return stdout.trim() !== '' && stdout.trim() !== own ? true : undefined;
  });
}

/** setpriv, unshare and sh replace one another by exec; below them: unshare's child systemd-nspawn, and its child, the host's init. */
async function payloadOf(started: Kept): Promise<number> {
  return until('systemd to start', 60_000, async () => {
    const [nspawn] = await childrenOf(started.pid);
    const [init] = nspawn === undefined ? [] : await childrenOf(nspawn);
    if (init === undefined) return undefined;
    const name = await readFile(`/proc/${init}/comm`, 'utf8').catch(() => '');
    return name.trim() === 'systemd' ? init : undefined;
  });
}

async function booted(host: LabHost): Promise<void> {
  await until(`sshd on ${host.name}`, 60_000, () => sshBanner(host.address));
  // "degraded" is an answer too: some hosts are made with a Docker that cannot start.
  await host.run(['systemctl', 'is-system-running', '--wait'], { timeoutMs: 60_000 });
}

function sshBanner(address: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 22, timeout: 1000 });
    const answer = (value: true | undefined) => {
      socket.destroy();
      resolve(value);
    };
    socket.on('data', () => answer(true));
    socket.on('error', () => answer(undefined));
    socket.on('timeout', () => answer(undefined));
  });
}
