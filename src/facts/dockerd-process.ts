import type { Fact } from './fact.ts';
import { linesOf, value, withoutUndefined } from './parsed.ts';

/** A daemon that runs containers. */
export interface DaemonProcess {
  readonly pid: number;
  /** dockerd, dockerd-current, containerd, docker-containerd… */
  readonly name: string;
  readonly argv: readonly string[];
  /** False for a daemon inside a container (docker in docker); undefined where this could not be seen. */
  readonly ofThisHost?: boolean;
}

/** One grep over the names of all processes; only what it finds costs more. */
const SCRIPT = `cd /proc || exit 1
own=$(readlink self/ns/pid)
for comm in $(grep -lsxE 'dockerd|dockerd-current|dockerd-latest|containerd|docker-containe' [0-9]*/comm); do
  pid=\${comm%/comm}
  read -r name <"$comm" || continue
  echo "# $pid $name own=$own its=$(readlink "$pid/ns/pid" 2>/dev/null)"
  tr '\\0' '\\n' <"$pid/cmdline"
done 2>/dev/null`;

/**
 *     # 812 dockerd own=pid:[4026531836] its=pid:[4026531836]
 *     /usr/bin/dockerd
 *     -H
 *     fd://
 */
export const dockerdProcess: Fact<'dockerd-process', readonly DaemonProcess[]> = {
  id: 'dockerd-process',
  title: "processes of Docker's daemons",
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: (DaemonProcess & { argv: string[] })[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const head = /^# (\d+) (.+) own=(\S*) its=(\S*)$/.exec(line);
      const last = found.at(-1);
      if (head !== null) {
        const [, pid, name = '', own = '', its = ''] = head;
        const ofThisHost = own === '' || its === '' ? undefined : own === its;
        found.push(withoutUndefined({ pid: Number(pid), name, argv: Array.of<string>(), ofThisHost }));
      } else if (last === undefined) unread.push(line);
      else last.argv.push(line);
    }
    return value(found, unread);
  },
};
