import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import type { PreparedChange } from '../../src/fixes/change.ts';
import { fakeDockerHost } from './fake-docker-host.ts';

/**
 * A host for the script of any method that writes down every program which changes something, whether or not the script tells of it. Its
 * Docker knows networks and who is in them, by files.
 */
export function tracedHost(prepared: PreparedChange) {
  const host = fakeDockerHost();
  const { plan, change, containers } = prepared;
  const root = host.path('');
  const members = change.kind === 'network' ? change.members.map(({ id }) => id) : [];
  const policied = containers
    .map(({ id }) => id)
    .filter((id) => !plan.affected.some((one) => one.startedByFix && id.startsWith(one.id)));
  const all = [...new Set([...containers.map(({ id }) => id), ...members])];
  for (const [name, text] of Object.entries(programs(root, prepared))) {
    writeFileSync(host.path(`bin/${name}`), `#!/bin/sh\n${text}\n`);
    chmodSync(host.path(`bin/${name}`), 0o755);
  }
  host.write('trace');
  host.write('uses', 'docker0');
  host.write('running', lines(all));
  host.write('policied', lines(prepared.stopFirst ? [] : policied));
  if ('file' in change) {
    if (change.file.before === undefined) rmSync(host.path('etc/docker/daemon.json'));
    else host.write('etc/docker/daemon.json', change.file.before.toString());
    host.write(`addr.${change.device}`, change.from);
  } else {
    host.write('networks', `${change.id} ${change.name} ${change.fromSubnet}\n`);
    host.write(
      'places',
      lines(change.members.map(({ id, fixed }) => `${id} ${change.id} ${fixed?.before ?? '-'}`)),
    );
  }
  host.store(prepared);
  return {
    ...host,
    /** The words of what ran since the last asking, the folder of this host left out. */
    trace() {
      const ran = host.read('trace').trimEnd().split('\n');
      host.write('trace');
      return ran.map((line) => line.replaceAll(root, '/').replaceAll('//', '/'));
    },
  };
}

const lines = (words: readonly string[]) => words.map((word) => `${word}\n`).join('');

function programs(root: string, { change }: PreparedChange): Record<string, string> {
  const traced = `echo "\${0##*/} $*" >>${root}/trace`;
  const real = (name: string) => `${traced}\nexec /bin/${name} "$@"`;
  const made = change.kind === 'bridge' ? `${change.newDevice}.service` : 'none';
  const device = change.kind === 'bridge' ? change.newDevice : 'none';
  return {
    mv: real('mv'),
    ln: real('ln'),
    rm: real('rm'),
    cp: real('cp'),
    systemctl: `case $* in *is-active*.timer) exit 0;; *is-active*) exit 3;; esac
${traced}
case "$1 $2" in
  "start ${made}") echo '${change.to}' >${root}/addr.${device};;
  restart*)
    file=${root}/etc/docker/daemon.json
    bip=$(sed -n 's/.*"bip": *"\\([^"]*\\)".*/\\1/p' $file 2>/dev/null)
    bridge=$(sed -n 's/.*"bridge": *"\\([^"]*\\)".*/\\1/p' $file 2>/dev/null)
    echo "\${bridge:-docker0}" >${root}/uses
    # Without the key Docker keeps what it remembers.
    [ -n "$bip" ] && echo "$bip" >${root}/addr.docker0
    [ -e ${root}/addr.docker0 ] || echo '${change.from}' >${root}/addr.docker0
    cat ${root}/policied >${root}/running;;
esac
exit 0`,
    ip: `case $* in
  '-o -4 addr show dev br-'*) if [ -e ${root}/networks ]; then echo 'x inet ${change.from} x'; echo 'x inet ${change.to} x'; exit; fi;;
  *'link show master'*) exit 0;;
  *'link del'*) ${traced}; exec /bin/rm "${root}/addr.$4";;
esac
case $* in
  '-o -4 addr show dev '*) sed 's/.*/x inet & x/' "${root}/addr.$6" 2>/dev/null;;
  'link show dev '*) [ -e "${root}/addr.$4" ];;
esac`,
    iptables: 'exit 0',
    ip6tables: 'exit 0',
    docker: docker(root, traced),
  };
}

function docker(root: string, traced: string): string {
  return `cd ${root}
last=
for word; do before=$last; last=$word; done
case $* in
  'ps -a'*network=*) cut -d ' ' -f 1 places;;
  'ps -a'*) cat running;;
  'ps '*) cat running;;
  'network ls'*) cut -d ' ' -f 1,2 networks;;
  'network inspect'*bridge.name*) cat uses;;
  'network inspect'*IPAM*) grep "^$last " networks | cut -d ' ' -f 3;;
  'network inspect'*Containers*) grep " $last " places | cut -d ' ' -f 1;;
  'network inspect'*) echo '[]';;
  'inspect'*State.Running*) grep -q "$last" running && echo true || echo false;;
  'inspect'*Networks*) while read -r id network fixed; do
      [ "$id" != "$last" ] || echo "$(head -n 1 networks | cut -d ' ' -f 2) $network $fixed 10.0.0.9"
    done <places;;
  *) ${traced};;
esac
case $* in
  'stop '*) : >running;;
  'start '*) shift; for id; do grep -q "$id" running || echo "$id" >>running; done;;
  'network disconnect'*) grep -v "^$last" places >places.new; /bin/mv places.new places;;
  'network rm'*) : >networks;;
  'network create'*)
    subnet=$(echo "$*" | sed 's/.*--subnet[ =]\\([^ ]*\\).*/\\1/')
    id=$(echo "$subnet" | sha256sum | cut -d ' ' -f 1)
    echo "$id $last $subnet" >networks
    echo "$id";;
  'network connect'*)
    fixed=$(echo "$*" | sed -n 's/.*--ip[ =]\\([^ ]*\\).*/\\1/p')
    echo "$last $before \${fixed:--}" >>places;;
esac
exit 0`;
}
