import type { Fact } from './fact.ts';
import { linesOf, unlessFailed, value } from './parsed.ts';
import { procSocket } from './proc-net.ts';

/** A socket that takes traffic: a TCP listener or an unconnected UDP socket. */
export interface Socket {
  readonly protocol: 'tcp' | 'udp';
  readonly family: 4 | 6;
  /** `0.0.0.0` or `::` for any. An IPv4 address mapped into IPv6 is given as it is: `::ffff:127.0.0.1`. */
  readonly address: string;
  /** The device that it is bound to: `%lo`. */
  readonly device?: string;
  readonly port: number;
  /** For `::` only: whether it takes IPv4 as well. Undefined where the tool does not tell; then bindv6only decides by default. */
  readonly dualStack?: boolean;
  /** LISTEN for TCP, UNCONN for UDP. */
  readonly state: string;
  /** TCP: connections that wait for accept(). */
  readonly recvQ: number;
  /** TCP: the limit of that queue, with ss; 0 with other tools. */
  readonly sendQ: number;
  /** Undefined where the owner could not be seen (no privilege, or a tool that does not tell). */
  readonly processes?: readonly SocketProcess[];
  readonly inode?: number;
  /** The line as printed. */
  readonly text: string;
}

export interface SocketProcess {
  /** As the kernel has it, cut at 15 characters. */
  readonly name: string;
  readonly pid: number;
}

/** Many a busybox's netstat can't tell processes, and then refuses the whole command. */
const SCRIPT = `command -v ss >/dev/null && exec ss -lntupe
command -v netstat >/dev/null && netstat -lntup 2>/dev/null && exit
exec grep -sH '' /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6`;

/**
 *     tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=812,fd=3)) ino:15838 sk:1 cgroup:… <->
 *     tcp   LISTEN 0      511                *:30003           *:*    users:(("docker-proxy",pid=9,fd=4)) ino:9 sk:2 v6only:0 <->
 *
 * Before iproute2 4.14 or so `*:22` was IPv4 and `:::22` IPv6; `v6only:` is printed for IPv6 sockets alone and decides.
 */
export const sockets: Fact<'sockets', readonly Socket[]> = {
  id: 'sockets',
  title: 'listening sockets and their processes',
  read: {
    kind: 'command',
    privileged: 'where-possible',
    candidates: [['sh', '-c', SCRIPT]],
  },
  parse: unlessFailed((raw) => {
    const found: Socket[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      if (isHeader(line)) continue;
      const socket = line.startsWith('/proc/net/')
        ? parseProcRow(line)
        : (parseSs(line) ?? parseNetstat(line));
      if (socket === undefined) unread.push(line);
      else if (socket !== 'connected') found.push(socket);
    }
    return value(found, unread);
  }),
};

const isHeader = (line: string): boolean =>
  /^(Netid\s|Active (Internet|UNIX)|Proto\s+Recv-Q|\(Not all processes|\(No info could be read)|^ ?will not be shown|^ ?non-owned process| sl +local_address/.test(
    line,
  );

const SS = /^(tcp|udp)\s+(\S+)\s+(\d+)\s+(\d+)\s+(\S+):(\S+)\s+\S+(.*)$/;

function parseSs(line: string): Socket | undefined {
  const row = SS.exec(line);
  if (row === null) return undefined;
  const [, protocol, state = '', recvQ, sendQ, host = '', port, rest = ''] = row;
  const v6only = / v6only:(\d)/.exec(rest)?.[1];
  const inode = / ino:(\d+)/.exec(rest)?.[1];
  const processes = processesOf(rest);
  const { address, device } = splitZone(host.replace(/^\[(.*)\](%.*)?$/, '$1$2'));
  const any = address === '*';
  const family = v6only !== undefined || address.includes(':') ? 6 : 4;
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    family,
    address: any ? (family === 6 ? '::' : '0.0.0.0') : address,
    ...(device === undefined ? {} : { device }),
    port: Number(port),
    ...(v6only === undefined || !(any || address === '::') ? {} : { dualStack: v6only === '0' }),
    state,
    recvQ: Number(recvQ),
    sendQ: Number(sendQ),
    ...(processes.length === 0 ? {} : { processes }),
    ...(inode === undefined ? {} : { inode: Number(inode) }),
    text: line.trim(),
  };
}

function splitZone(host: string): { address: string; device?: string } {
  const [address = '', device] = host.split('%');
  return device === undefined ? { address } : { address, device };
}

/** `users:(("nginx",pid=12,fd=6),("nginx",pid=13,fd=6))`; on CentOS 6 `(("nginx",12,6))`. One entry for each process. */
function processesOf(rest: string): SocketProcess[] {
  const byPid = new Map<number, SocketProcess>();
  for (const [, name = '', pid] of rest.matchAll(/\("([^"]*)",(?:pid=)?(\d+),/g)) {
    byPid.set(Number(pid), { name, pid: Number(pid) });
  }
  return [...byPid.values()];
}

const NETSTAT =
  /^(tcp|udp)(6?)\s+(\d+)\s+(\d+)\s+(\S+):(\d+)\s+\S+:\S+(?:\s+(LISTEN))?\s+(?:(\d+)\/(.*)|-)\s*$/;

/** `tcp6       0      0 :::22                   :::*                    LISTEN      812/sshd: /usr/sbin` */
function parseNetstat(line: string): Socket | undefined {
  const row = NETSTAT.exec(line);
  if (row === null) return undefined;
  const [, protocol, six, recvQ, sendQ, host = '', port, state, pid, program = ''] = row;
  // busybox says `tcp` for both
  const family = six === '6' || host.includes(':') ? 6 : 4;
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    family,
    address: host,
    port: Number(port),
    state: state ?? 'UNCONN',
    recvQ: Number(recvQ),
    sendQ: Number(sendQ),
    ...(pid === undefined
      ? {}
      : { processes: [{ name: program.replace(/:.*$/, '').trim(), pid: Number(pid) }] }),
    text: line.trim(),
  };
}

function parseProcRow(line: string): Socket | 'connected' | undefined {
  const [, table = '', row = ''] = /^\/proc\/net\/(\w+):(.*)$/.exec(line) ?? [];
  const socket = procSocket(row);
  if (socket === undefined) return undefined;
  const protocol = table.startsWith('udp') ? 'udp' : 'tcp';
  if (socket.state !== (protocol === 'udp' ? '07' : '0A')) return 'connected';
  return {
    protocol,
    family: socket.family,
    address: socket.address,
    port: socket.port,
    state: protocol === 'udp' ? 'UNCONN' : 'LISTEN',
    recvQ: socket.recvQ,
    sendQ: socket.sendQ,
    inode: socket.inode,
    text: row.trim(),
  };
}
