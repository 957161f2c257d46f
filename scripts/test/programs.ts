import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What tests try things on for real → the Debian package that brings it. A test whose program is missing is skipped. */
const programs: Readonly<Record<string, string>> = {
  '/usr/bin/redis-server': 'redis-server',
  '/usr/sbin/sshd': 'openssh-server',
  '/usr/bin/ssh': 'openssh-client',
  '/usr/bin/chromium': 'chromium',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc': 'fonts-noto-cjk',
  '/usr/bin/docker-compose': 'docker-compose',
  '/usr/bin/go': 'golang-go',
  '/usr/share/gocode/src/github.com/slack-go/slack': 'golang-github-slack-go-slack-dev',
  '/usr/sbin/ip': 'iproute2',
  '/usr/sbin/iptables': 'iptables',
  '/usr/sbin/nft': 'nftables',
  '/bin/netstat': 'net-tools',
  '/bin/busybox': 'busybox-static',
  '/usr/bin/mksh': 'mksh',
  '/usr/bin/zsh': 'zsh',
  '/usr/bin/fish': 'fish',
  '/usr/bin/tcsh': 'tcsh',
};

/** Installs what is missing, as root on Debian; elsewhere the tests make do with what there is. */
export function installPrograms(wanted: Readonly<Record<string, string>> = programs): void {
  const missing = Object.entries(wanted).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
  if (missing.length === 0 || !isRootOnDebian()) return;
  console.log(`Installing for the tests: ${missing.join(' ')}`);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', install, 'install', ...missing], {
    encoding: 'utf8',
    timeout: 15 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0)
    console.log(`Not installed, so some tests will be skipped:\n${(stderr || stdout).trim()}`);
}

function isRootOnDebian(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID=debian$/m.test(release);
}

/** A policy that lets no package start its service holds for as long as this runs, where the machine has none of its own. */
const install = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
get() { apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" < /dev/null; }
get install --no-install-recommends "$@" || { get update && get install --no-install-recommends "$@"; }
`;
