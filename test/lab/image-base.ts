import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { labDirectory } from './install.ts';
import { must } from './process.ts';

/**
 * Images for a Docker without a way out, made of this machine's own programs: what `FROM node:20` and `image: redis:7`
 * would pull. Each is a folder to be packed with tar and given to `docker import`.
 */

/** Node and npm, and npm's cache of exactly what this checkout's lock file names, so that `npm ci` works offline. */
export async function nodeRootfs(root: string, checkout: string): Promise<string[]> {
  await rootfs(root, [process.execPath]);
  const npm = dirname(dirname(await realpath((await must(['which', 'npm'])).trim())));
  await cp(npm, join(root, 'usr/lib/node_modules/npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/bin/npm'));
  const cache = '/opt/npm-cache';
  await cp(await npmCache(checkout), join(root, cache), { recursive: true });
  const registry = (await must(['npm', 'config', 'get', 'registry'])).trim();
  return [`npm_config_cache=${cache}`, 'npm_config_offline=true', `npm_config_registry=${registry}`];
}

export async function redisRootfs(root: string): Promise<void> {
  await rootfs(root, ['/usr/bin/redis-server', '/usr/bin/redis-cli']);
  await mkdir(join(root, 'data'));
  await must(['chown', '999:999', join(root, 'data')]);
}

/** Programs with the libraries that they load, and busybox for the shell. */
async function rootfs(root: string, programs: readonly string[]): Promise<void> {
  await Promise.all(
    ['bin', 'etc', 'tmp', 'usr/bin', 'usr/lib/node_modules'].map((path) =>
      mkdir(join(root, path), { recursive: true }),
    ),
  );
  await must(['chmod', '1777', join(root, 'tmp')]);
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\n');
  await cp('/bin/busybox', join(root, 'bin/busybox'));
  await must(['chroot', root, '/bin/busybox', '--install', '-s', '/bin']);
  await symlink('/bin/env', join(root, 'usr/bin/env'));
  for (const program of programs) await withLibraries(root, program);
}

async function withLibraries(root: string, program: string): Promise<void> {
  await cp(await realpath(program), join(root, 'usr/bin', program.slice(program.lastIndexOf('/') + 1)));
  const loaded = await must(['ldd', program]);
  for (const [path = ''] of loaded.matchAll(/\/\S+/g)) {
    if (existsSync(join(root, path))) continue;
    await mkdir(join(root, dirname(path)), { recursive: true });
    await cp(await realpath(path), join(root, path));
  }
}

/** Filled once for each lock file, beside the lab's bases. */
async function npmCache(checkout: string): Promise<string> {
  const lock = await readFile(join(checkout, 'package-lock.json'));
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const target = join(labDirectory(), `npm-cache-${key}`);
  if (existsSync(target)) return target;
  const making = await mkdtemp(`${target}.`);
  const project = join(making, 'project');
  await mkdir(project);
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    await cp(join(checkout, file), join(project, file));
  }
  const cache = join(making, 'cache');
  const install = ['npm', 'ci', '--ignore-scripts', '--cache', cache, '--prefix', project];
  await must(install, { timeoutMs: 5 * 60_000 });
  // Where two runs fill one at once, the second finds the first one's.
  await rename(cache, target).catch(() => undefined);
  await rm(making, { recursive: true });
  return target;
}
