import type { Argv, Fact } from './fact.ts';
import { linesOf, unlessFailed, value, wholeNumber } from './parsed.ts';
import { hexAddress } from './proc-net.ts';
import { sockets, type SocketProcess } from './sockets.ts';

/** What waits and what stands still, looked at twice within half a second, after Ferryman's own connection attempts. */
export interface ListenQueues {
  /** Listeners with connections that nobody had accepted, at both looks. */
  readonly queues: readonly ListenQueue[];
  /** Processes that did not run at either look. */
  readonly still: readonly StillProcess[];
}

export interface ListenQueue {
  /** A process in the listener's network namespace; absent for the host's own. */
  readonly pid?: number;
  readonly address: string;
  readonly port: number;
  /** Connections that waited for accept(), at the first look and at the second. */
  readonly first: number;
  readonly second: number;
  /** More than this the kernel does not keep; absent without ss. */
  readonly limit?: number;
  /** Connections in the namespace on that port that no process has taken; their clients may have left already. */
  readonly untaken: number;
  /** Connections that the kernel dropped because a queue was full, in this namespace, since it exists. */
  readonly overflows: number;
  readonly holders: readonly SocketProcess[];
  /** The line of ss. */
  readonly text?: string;
}

export interface StillProcess extends SocketProcess {
  /** `T` stopped by a signal, `t` by a debugger, `D` in a call that does not return (or frozen: a paused container). */
  readonly state: 'T' | 't' | 'D';
}

/**
 * Rows of /proc/net/tcp that listen, of every namespace, with what waits (the fifth field's second half); nothing
 * else is read where nothing waits. A connection that no process has taken has inode 0.
 */
const SCRIPT = `
look() { awk 'BEGIN {
  for (i = 2; i < ARGC; i++) for (t = 1; t <= 2; t++) {
    file = "/proc/" ARGV[i] "/net/tcp" (t == 2 ? "6" : ""); rows = 0
    while ((getline line < file) > 0) {
      if (rows++ == 0) continue
      split(line, f, " "); if (f[4] != "0A") break
      split(f[5], q, ":"); if (q[2] != "00000000") print ARGV[1], ARGV[i], f[2], q[2]
    }
    close(file)
  }
  exit }' "$@"; }
still() { k=$1; shift; for p; do
  { read -r line <"/proc/$p/stat"; } 2>/dev/null || continue
  rest=\${line##*) }; s=\${rest%% *}; name=\${line#*\\(}
  case $s in T|t|D) echo "still $k $p $s \${name%)*}";; esac
done; }
one=$(look 1 self "$@"; still 1 "$@")
[ -n "$one" ] || exit 0
sleep 0.4 2>/dev/null || sleep 1
two=$(look 2 self "$@"; still 2 "$@")
printf '%s\\n%s\\n' "$one" "$two"
printf '%s\\n' "$two" | awk '$1 == 2 { print $2 }' | sort -u | head -n 16 | while read -r p; do
  echo "# $p"
  if [ "$p" = self ]; then ss -lntupe 2>/dev/null; else nsenter -t "$p" -n ss -lntupe 2>/dev/null; fi |
    awk '/^tcp/ && $3 > 0 { print; gsub(/[^0-9=]/, " "); n = split($0, w, " ")
      for (i = 1; i <= n; i++) if (w[i] ~ /^=[0-9]/ ) print "holder " substr(w[i], 2) }' |
    while read -r word pid rest; do
      if [ "$word" = holder ]; then [ -d "/proc/$pid" ] && still 2 "$pid"; else echo "$word $pid $rest"; fi
    done
  awk -v pid="$p" '$4 != "0A" && $10 == "0" && ($4 == "01" || $4 == "08") { split($2, a, ":"); n[a[2]]++ }
    END { for (port in n) print "untaken " pid " " port " " n[port] }' "/proc/$p/net/tcp" "/proc/$p/net/tcp6" 2>/dev/null
  awk -v pid="$p" '$1 == "TcpExt:" { if (seen++) { print "overflows " pid " " $at; exit }
    for (i = 1; i <= NF; i++) if ($i == "ListenOverflows") at = i }' "/proc/$p/net/netstat" 2>/dev/null
done
exit 0`;

/** @param pids of processes in the containers' network namespaces; the host's own is looked at in any case */
export function askListenQueues(pids: readonly number[]): Argv {
  return ['sh', '-c', SCRIPT, 'sh', ...pids.map(String)];
}

/**
 *     1 601 00000000000000000000000000000000:1F90 00000006
 *     still 1 601 T httpd
 *     2 601 00000000000000000000000000000000:1F90 00000006
 *     still 2 601 T httpd
 *     # 601
 *     tcp LISTEN 6 9 *:8080 *:* users:(("httpd",pid=601,fd=3)) ino:3674481 sk:52e cgroup:/docker/96d1… v6only:0 <->
 *     untaken 601 1F90 6
 *     overflows 601 0
 */
export const listenQueues: Fact<'listen-queues', ListenQueues> = {
  id: 'listen-queues',
  title: 'connections that wait to be accepted',
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const looks = new Map<string, Look>();
    const seen = new Map<string, StillProcess>();
    const still = new Map<string, StillProcess>();
    const unread: string[] = [];
    let space = '';
    for (const line of linesOf(raw.stdout)) {
      const [word = '', ...rest] = line.split(' ');
      if (word === '1' || word === '2') addLook(looks, word, rest);
      else if (word === '#') space = rest[0] ?? '';
      else if (word === 'still') {
        const [look, pid = '', state = '', ...name] = rest;
        if (state !== 'T' && state !== 't' && state !== 'D') continue;
        const process = { pid: Number(pid), state, name: name.join(' ') } as const;
        if (look === '1') seen.set(pid, process);
        // A process that was found by its listener was looked at once; stopped by a signal it stays stopped.
        else if (seen.has(pid) || state === 'T') still.set(pid, process);
      } else if (word === 'tcp') addLine(looks, space, line);
      else if (word === 'untaken') addCount(looks, rest, 'untaken');
      else if (word === 'overflows') addCount(looks, rest, 'overflows');
      else unread.push(line);
    }
    const queues = [...looks.values()].flatMap(({ second, ...look }) =>
      second === undefined ? [] : [{ ...look, second }],
    );
    return value({ queues, still: [...still.values()] }, unread);
  }),
};

type Look = { -readonly [Key in keyof Omit<ListenQueue, 'second'>]: ListenQueue[Key] } & {
  second?: number;
};

function addLook(
  looks: Map<string, Look>,
  which: '1' | '2',
  [pid = '', local = '', queue = '']: string[],
): void {
  const [hex = '', portHex = ''] = local.split(':');
  const address = hexAddress(hex);
  const waits = Number.parseInt(queue, 16);
  if (address === undefined || Number.isNaN(waits)) return;
  const key = `${pid} ${local}`;
  const found = looks.get(key);
  if (which === '2' && found !== undefined) found.second = (found.second ?? 0) + waits;
  // Several sockets may share a port (SO_REUSEPORT).
  else if (found !== undefined) found.first += waits;
  else if (which === '1') {
    looks.set(key, {
      ...(pid !== 'self' && { pid: Number(pid) }),
      address,
      port: Number.parseInt(portHex, 16),
      first: waits,
      untaken: 0,
      overflows: 0,
      holders: [],
    });
  }
}

function addLine(looks: Map<string, Look>, pid: string, line: string): void {
  const parsed = sockets.parse({ stdout: line, stderr: '', code: 0, argv: [] });
  const [socket] = parsed.kind === 'value' ? parsed.value : [];
  if (socket === undefined) return;
  for (const [key, look] of looks) {
    const same = look.port === socket.port && (look.address.includes(':') ? 6 : 4) === socket.family;
    if (!same || key.split(' ')[0] !== pid) continue;
    look.limit = socket.sendQ;
    look.text = socket.text;
    look.holders = socket.processes ?? [];
  }
}

function addCount(
  looks: Map<string, Look>,
  [pid = '', ...words]: string[],
  what: 'untaken' | 'overflows',
): void {
  const port = what === 'untaken' ? Number.parseInt(words[0] ?? '', 16) : undefined;
  const count = wholeNumber(words.at(-1));
  if (count === undefined) return;
  for (const [key, look] of looks) {
    if (key.split(' ')[0] === pid && (port === undefined || look.port === port)) look[what] = count;
  }
}
