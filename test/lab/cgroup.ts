import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';

/** A cgroup of its own in every hierarchy: hosts must not see, or stop, one another's services. */
export async function makeCgroup(name: string): Promise<readonly string[]> {
  const paths = (await readdir(ROOT)).map((hierarchy) => join(ROOT, hierarchy, name));
  for (const path of paths) await mkdir(path);
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = join(ROOT, 'cpuset', name, file);
    // cpuset is the one hierarchy whose new groups start empty, and an empty one takes no process.
    if (existsSync(own)) await writeFile(own, await readFile(join(ROOT, 'cpuset', file)));
  }
  return paths;
}

export async function cgroupsNamed(prefix: string): Promise<string[]> {
  const names = await readdir(join(ROOT, 'systemd'));
  return names.filter((name) => name.startsWith(prefix));
}

/** Kills whatever is left in the cgroup, and removes it from every hierarchy. */
export async function removeCgroup(name: string): Promise<void> {
  await thaw(join(ROOT, 'freezer', name));
  for (const hierarchy of await readdir(ROOT)) {
    await removeTree(join(ROOT, hierarchy, name));
  }
}

/** A paused container is frozen, and what is frozen does not even die. */
async function thaw(path: string): Promise<void> {
  if (!existsSync(path)) return;
  await writeFile(join(path, 'freezer.state'), 'THAWED').catch(() => undefined);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await thaw(join(path, entry.name));
  }
}

async function removeTree(path: string): Promise<void> {
  if (!existsSync(path)) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeTree(join(path, entry.name));
  }
  const deadline = performance.now() + 60_000;
  for (;;) {
    const removed = await rmdir(path).then(
      () => true,
      () => !existsSync(path),
    );
    if (removed) return;
    if (performance.now() > deadline) throw new Error(`${path} cannot be removed`);
    await killMembers(path);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function killMembers(path: string): Promise<void> {
  const members = await readFile(join(path, 'cgroup.procs'), 'utf8').catch(() => '');
  for (const pid of members.split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
