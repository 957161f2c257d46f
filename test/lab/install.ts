import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { must, run } from './process.ts';

const RECIPE = fileURLToPath(new URL('base.sh', import.meta.url));

/** Program to look for → Debian package that brings it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  '/usr/bin/systemd-nspawn': 'systemd-container',
  '/usr/sbin/debootstrap': 'debootstrap',
  '/usr/sbin/iptables': 'iptables',
  '/usr/sbin/ipset': 'ipset',
  '/usr/sbin/nft': 'nftables',
  '/usr/bin/ip': 'iproute2',
  '/usr/bin/ssh': 'openssh-client',
  '/usr/bin/ssh-keygen': 'openssh-client',
  '/usr/bin/setpriv': 'util-linux',
};

export interface Base {
  /** Where bases and running labs live. */
  readonly directory: string;
  /** The file system every host starts from; never written to once built. */
  readonly root: string;
  /** What container images are made of. */
  readonly rootfs: string;
}

/** What a host is installed with; all but `debian-12` are built where a case asks for them. */
export type Flavour =
  | 'debian-11'
  | 'debian-12'
  | 'debian-12-net-tools'
  | 'debian-12-podman'
  | 'debian-13'
  | 'docker-28';

/** Installs what the lab needs and builds its base file system; does nothing where both are there already. */
export async function installLab(flavour: Flavour = 'debian-12', directory = labDirectory()): Promise<Base> {
  await installPackages();
  await mkdir(directory, { recursive: true });
  const key = createHash('sha256')
    .update(await readFile(RECIPE))
    .update(flavour)
    .digest('hex')
    .slice(0, 12);
  const target = join(directory, `base-${flavour}-${key}`);
  if (!existsSync(target)) {
    // Two runs at once: the second waits on the lock, then finds the base there.
    const build = ['flock', `${target}.lock`, 'sh', RECIPE, await mirror(), target, flavour];
    await must(build, { timeoutMs: 15 * 60_000 });
  }
  return { directory, root: join(target, 'root'), rootfs: join(target, 'rootfs.tar') };
}

export function labDirectory(): string {
  return process.env['FERRYMAN_LAB_DIR'] ?? '/var/tmp/ferryman-lab';
}

async function installPackages(): Promise<void> {
  const missing = Object.entries(PROGRAMS).flatMap(([program, pkg]) => (existsSync(program) ? [] : [pkg]));
  if (missing.length === 0) return;
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300'];
  const install = [...apt, 'install', '--no-install-recommends', ...new Set(missing)];
  const minutes = { timeoutMs: 10 * 60_000 };
  if ((await run(install, minutes)).code === 0) return;
  await must([...apt, 'update'], minutes);
  await must(install, minutes);
}

/** The mirror this machine itself installs Debian from. */
async function mirror(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8');
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(release)?.[1] ?? '';
  const parts = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(await readdir(parts)).toSorted().map((name) => join(parts, name)),
  ];
  for (const file of files.filter((path) => existsSync(path))) {
    const text = await readFile(file, 'utf8');
    const found = file.endsWith('.sources') ? fromStanzas(text, codename) : fromLines(text, codename);
    if (found) return found;
  }
  throw new Error(`no source for Debian ${codename} in ${files.join(', ')}`);
}

function fromStanzas(text: string, codename: string): string | undefined {
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name: string) =>
      new RegExp(`^${name}:\\s*(.+)$`, 'm').exec(stanza)?.[1]?.split(/\s+/) ?? [];
    if (field('Suites').includes(codename) && field('Components').includes('main')) return field('URIs')[0];
  }
  return undefined;
}

function fromLines(text: string, codename: string): string | undefined {
  for (const line of text.split('\n')) {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+main\b/.exec(line);
    if (match?.[2] === codename) return match[1];
  }
  return undefined;
}
