import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Why real hosts cannot be made here, in one line; nothing where they can. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux') return `the lab makes Linux hosts; this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'the lab makes network namespaces and mounts: run as root';
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID=debian$/m.test(release))
    return 'the lab is built with debootstrap from the machine’s own Debian mirror';
  if (!existsSync('/sys/fs/cgroup/systemd')) {
    return 'the lab has been seen to work with cgroup v1 (or hybrid) hierarchies only; this machine has the unified one';
  }
  const tried = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', '--', 'true'], {
    encoding: 'utf8',
  });
  if (tried.status !== 0) return `root may not make namespaces here: ${tried.stderr?.trim() ?? 'no unshare'}`;
  if (!readFileSync('/proc/filesystems', 'utf8').includes('overlay'))
    return 'the kernel has no overlay file system';
  return undefined;
}
