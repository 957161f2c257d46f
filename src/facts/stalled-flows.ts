import type { Fact } from './fact.ts';
import { linesOf, value, withoutUndefined } from './parsed.ts';

/** An open connection whose data is sent again and again without an answer. */
export interface StalledFlow {
  /** A process of the network namespace in which it was seen. */
  readonly pid: number;
  readonly local: string;
  readonly localPort: number;
  readonly peer: string;
  readonly peerPort: number;
  /** Bytes that wait to be sent or acknowledged. */
  readonly queued: number;
  /** How often the time-out doubled. */
  readonly backoff: number;
  /** Acknowledged so far: more than nothing means that small packets came through. */
  readonly acknowledged?: number;
  readonly pathMtu?: number;
  readonly segment?: number;
  readonly text: string;
}

/**
 * Only namespaces with open connections and retransmissions are entered, with the host's own ss; the counters that tell
 * are two small reads each.
 */
const SCRIPT = `command -v ss >/dev/null || exit 127
ls -l /proc/self/ns/net /proc/[0-9]*/ns/net 2>/dev/null | awk '
{
  if (split($0, side, " -> ") != 2) next
  inode = side[2]; words = split(side[1], word, " "); split(word[words], part, "/")
  if (part[3] == "self" || seen[inode]++) next
  file = "/proc/" part[3] "/net/snmp"; names = 0
  while ((getline line < file) > 0) if (line ~ /^Tcp:/) {
    if (!names) { names = split(line, name, " "); continue }
    split(line, count, " ")
    for (i = 1; i <= names; i++) { if (name[i] == "CurrEstab") open = count[i]; if (name[i] == "RetransSegs") again = count[i] }
  }
  close(file)
  if (again > 0) print part[3]
}' | head -n 24 |
while read -r pid; do
  nsenter -t "$pid" -n ss -tin state established state fin-wait-1 state close-wait state last-ack 2>/dev/null |
  awk -v pid="$pid" '
function tell() { if (flow ~ / backoff:[0-9]/ && flow ~ / unacked:[0-9]/) print pid " " flow }
/^[^ \\t]/ { tell(); flow = $0; next }
{ flow = flow " " $0 }
END { tell() }'
done | head -n 40`;

/** `812 ESTAB 0 28960 172.17.0.2:9000 172.20.3.9:41234  cubic … rto:3264 backoff:4 … mss:1448 pmtu:1500 … bytes_acked:192 … unacked:12 retrans:1/5 lost:12` */
export const stalledFlows: Fact<'stalled-flows', readonly StalledFlow[]> = {
  id: 'stalled-flows',
  title: 'connections that send again and again',
  read: { kind: 'command', privileged: true, timeoutSeconds: 8, candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: StalledFlow[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const flow = flowOf(line);
      if (flow === undefined) unread.push(line);
      else found.push(flow);
    }
    return value(found, unread);
  },
};

function flowOf(line: string): StalledFlow | undefined {
  const row = /^(\d+) (?:[A-Z]\S+ +)?\d+ +(\d+) +(\S+):(\d+) +(\S+):(\d+)\s/.exec(line);
  if (row === null) return undefined;
  const number = (name: string) => {
    const digits = new RegExp(`[ \\t]${name}:(\\d+)`).exec(line)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  return withoutUndefined({
    pid: Number(row[1]),
    queued: Number(row[2]),
    local: bare(row[3]),
    localPort: Number(row[4]),
    peer: bare(row[5]),
    peerPort: Number(row[6]),
    backoff: number('backoff') ?? 0,
    acknowledged: number('bytes_acked'),
    pathMtu: number('pmtu'),
    segment: number('mss'),
    text: line
      .slice(line.indexOf(' ') + 1)
      .replaceAll(/\s+/g, ' ')
      .trim(),
  });
}

/** Without brackets, the device's name, and the wrapping of IPv4 in IPv6. */
const bare = (host = ''): string => host.replace(/^\[(?:::ffff:)?(.*)\]$/, '$1').replace(/%.*$/, '');
