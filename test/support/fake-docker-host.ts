import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreparedChange } from '../../src/fixes/change.ts';
import { composeChange } from '../../src/fixes/script/compose.ts';

/** A folder that the script of a change takes for a host: its own /etc, its own programs, and a Docker that is a file with an address. */
export function fakeDockerHost() {
  const root = mkdtempSync(join(tmpdir(), 'ferryman-change-'));
  const path = (name: string) => join(root, name);
  for (const folder of ['bin', 'etc/docker', 'etc/systemd/system', 'etc/cron.d', 'var/lib/ferryman/changes'])
    mkdirSync(path(folder), { recursive: true });
  writeFileSync(path('etc/docker/daemon.json'), '{}\n');
  writeFileSync(path('address'), '192.168.0.1/24');
  const restart = `fails=$(cat ${root}/fails 2>/dev/null || echo 0)
if [ "$fails" -gt 0 ]; then echo $((fails - 1)) >${root}/fails; exit 1; fi
if [ -e ${root}/hangs ]; then echo $$ >${root}/hanging; rm ${root}/hangs; exec /bin/sleep 60; fi
bip=$(sed -n 's/.*"bip": "\\([^"]*\\)".*/\\1/p' ${root}/etc/docker/daemon.json)
# Without the key Docker keeps what it remembers.
[ -z "$bip" ] || echo "$bip" >${root}/address`;
  const programs: Record<string, string> = {
    docker: `case $1 in ps) cat ${root}/running 2>/dev/null;; esac\nexit 0`,
    ip: `echo "4: docker0    inet $(cat ${root}/address) scope global docker0"`,
    systemctl: `[ "$1" = restart ] || exit 0\n${restart}`,
    service: `[ "$2" = restart ] || exit 0\n${restart}`,
    'systemd-run': `[ ! -e ${root}/no-timers ] || exit 1\necho "$*" >>${root}/timers`,
    setsid: `echo "$*" >>${root}/timers`,
    // That of busybox.
    flock: `case " $* " in *" -w "*) echo "invalid option -- 'w'" >&2; exit 1;; esac\nexec /usr/bin/flock "$@"`,
    sleep: 'exec /bin/sleep 0.05',
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(path(`bin/${name}`), `#!/bin/sh\n${text}\n`);
    chmodSync(path(`bin/${name}`), 0o755);
  }
  const folderOf = (id: string) => path(`var/lib/ferryman/changes/${id}`);
  return {
    path,
    folderOf,
    has: (name: string) => existsSync(path(name)),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    write: (name: string, text = '') => writeFileSync(path(name), text),
    store(prepared: PreparedChange) {
      const script = composeChange(prepared)
        .replaceAll(/(?<![\w.])\/(etc|var\/lib\/ferryman)\b/g, `${root}/$1`)
        .replace(/^PATH=/m, `PATH=${root}/bin:`)
        .replace(/^DOCKER=.*$/m, `DOCKER=${root}/bin/docker`);
      mkdirSync(folderOf(prepared.plan.id));
      writeFileSync(join(folderOf(prepared.plan.id), 'change.sh'), script);
    },
    run(id: string, ...words: string[]) {
      const result = spawnSync('sh', [join(folderOf(id), 'change.sh'), ...words], { encoding: 'utf8' });
      return `${result.stdout}${result.stderr}`.trim();
    },
    stateOf: (id: string) =>
      readdirSync(folderOf(id))
        .flatMap((name) => (name.startsWith('state.') ? [name.slice(6)] : []))
        .join(),
  };
}
