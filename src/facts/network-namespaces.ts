import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value, withoutUndefined } from './parsed.ts';
import { procRoute, procSocket } from './proc-net.ts';

/** A network namespace other than the host's own, seen through a process in it. */
export interface NetworkNamespace {
  readonly inode: number;
  /** Processes in it, ascending, at most 2,000. A container's `state.pid` is among them. */
  readonly pids: readonly number[];
  readonly listeners: readonly NamespaceListener[];
  readonly routes: readonly NamespaceRoute[];
  /** Files that could not be read: `tcp6` where the namespace has no IPv6. */
  readonly missing: readonly string[];
}

export interface NamespaceListener {
  readonly protocol: 'tcp' | 'udp';
  readonly family: 4 | 6;
  readonly address: string;
  readonly port: number;
  readonly uid: number;
  readonly inode: number;
}

/** IPv4 only. */
export interface NamespaceRoute {
  readonly destination: string;
  readonly device: string;
  readonly gateway?: string;
  readonly metric: number;
}

/**
 * Two processes, whatever the number of containers: ls lists which process is in which namespace, awk picks one of each
 * and reads its tables under /proc/<pid>/net. Nothing enters a namespace and no program of the container runs.
 * TCP tables begin with the listeners, so that reading stops at the first connection; still the kernel looks through its whole
 * hash of connections for each table (4 ms on a host with 24 GB), so that a table which sockstat says is empty isn't read.
 *
 *     # 4026532265 4242 4250
 *     tcp    0: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31245 1 …
 *     route eth0	00000000	010011AC	0003	0	0	0	00000000	0	0	0
 *     missing tcp6
 */
const SCRIPT = `ls -l /proc/self/ns/net /proc/[0-9]*/ns/net 2>/dev/null | awk '
{
  if (split($0, side, " -> ") != 2) next
  inode = side[2]; gsub(/[^0-9]/, "", inode)
  words = split(side[1], word, " "); split(word[words], part, "/"); pid = part[3]
  if (pid == "self") { own = inode; next }
  if (++count[inode] <= 2000) pids[inode] = pids[inode] " " pid
}
END {
  tables = split("tcp tcp6 udp udp6 route", table, " ")
  for (inode in pids) {
    if (inode == own) continue
    print "# " inode pids[inode]
    candidates = split(pids[inode], candidate, " ")
    for (c = 1; c <= candidates && c <= 5; c++) {
      split("", inuse)
      proc = "/proc/" candidate[c] "/net/"
      for (s = 1; s <= 2; s++) {
        file = proc (s == 1 ? "sockstat" : "sockstat6")
        while ((getline line < file) > 0) if (split(line, field, " ") > 2) inuse[field[1]] = field[3]
        close(file)
      }
      if ("TCP:" in inuse) break
    }
    for (t = 1; t <= tables; t++) {
      name = table[t]; file = proc name
      counter = toupper(name) ":"
      if (counter in inuse && inuse[counter] == 0) continue
      rows = 0
      while ((got = (getline line < file)) > 0) {
        if (rows++ == 0) continue
        split(line, field, " ")
        if (name ~ /^tcp/ && field[4] != "0A") break
        if (name ~ /^udp/ && field[4] != "07") continue
        print name " " line
      }
      close(file)
      if (got < 0) print "missing " name
    }
  }
}'`;

export const networkNamespaces: Fact<'network-namespaces', readonly NetworkNamespace[]> = {
  id: 'network-namespaces',
  title: "listeners inside the containers' network namespaces",
  read: { kind: 'command', privileged: true, timeoutSeconds: 10, candidates: [['sh', '-c', SCRIPT]] },
  parse: unlessFailed((raw) => {
    const found: Gathering[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const namespace = found.at(-1);
      const [, inode, pids = ''] = /^# (\d+) ([\d ]+)$/.exec(line) ?? [];
      if (inode !== undefined) found.push(begin(Number(inode), pids.split(' ')));
      else if (namespace === undefined || !add(namespace, line)) unread.push(line);
    }
    return value(found, unread);
  }),
};

interface Gathering extends NetworkNamespace {
  readonly listeners: NamespaceListener[];
  readonly routes: NamespaceRoute[];
  readonly missing: string[];
}

const begin = (inode: number, pids: readonly string[]): Gathering => ({
  inode,
  pids: pids.map(Number).toSorted((one, other) => one - other),
  listeners: [],
  routes: [],
  missing: [],
});

function add(namespace: Gathering, line: string): boolean {
  const space = line.indexOf(' ');
  const table = line.slice(0, space);
  const row = line.slice(space + 1);
  if (table === 'missing') {
    namespace.missing.push(row);
    return true;
  }
  if (table === 'route') {
    const route = procRoute(row);
    if (route === undefined) return false;
    const { device, destination, gateway, metric } = route;
    namespace.routes.push(withoutUndefined({ destination, device, gateway, metric }));
    return true;
  }
  const socket = procSocket(row);
  if (socket === undefined) return false;
  const { family, address, port, uid, inode } = socket;
  namespace.listeners.push({
    protocol: table.startsWith('udp') ? 'udp' : 'tcp',
    family,
    address,
    port,
    uid,
    inode,
  });
  return true;
}
