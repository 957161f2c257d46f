import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A connection that somebody began and to whom the answer did not get through: SYN came, SYN-ACK went, nothing came back. */
export interface HalfOpen {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** The line as printed. */
  readonly text: string;
}

/** The head of the table alone: it can hold a million lines. */
const SCRIPT = `{ head -c 524288 /proc/net/nf_conntrack | grep -m 200 SYN_RECV
[ -e /proc/net/nf_conntrack ] || timeout 2 conntrack -L -p tcp --state SYN_RECV | head -n 200
ss -Htn state syn-recv | head -n 100; } 2>/dev/null
exit 0`;

/**
 *     ipv4     2 tcp      6 58 SYN_RECV src=172.20.5.5 dst=192.168.0.10 sport=40312 dport=30001 src=172.18.0.2 dst=172.20.5.5 sport=80 …
 *     0      0      192.168.0.10:22      172.20.5.5:53412
 */
export const halfOpen: Fact<'half-open', readonly HalfOpen[]> = {
  id: 'half-open',
  title: 'connections that nobody completes',
  read: { kind: 'command', privileged: true, candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: HalfOpen[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const one = fromConntrack(line) ?? fromSs(line);
      if (one === undefined) unread.push(line);
      else found.push(one);
    }
    return value(found, unread);
  },
};

function fromConntrack(text: string): HalfOpen | undefined {
  const row = /SYN_RECV src=(\S+) dst=(\S+) sport=\d+ dport=(\d+) /.exec(text);
  if (row === null) return undefined;
  const [, from = '', to = '', port] = row;
  return { from, to, port: Number(port), text: text.trim().replaceAll(/\s+/g, ' ') };
}

function fromSs(text: string): HalfOpen | undefined {
  const row = /^\s*(?:SYN-RECV\s+)?\d+\s+\d+\s+(\S+):(\d+)\s+(\S+):\d+\s*$/.exec(text);
  if (row === null) return undefined;
  const [, to = '', port, from = ''] = row;
  return { from: bare(from), to: bare(to), port: Number(port), text: text.trim() };
}

/** Without brackets, the device's name, and the wrapping of IPv4 in IPv6. */
const bare = (host: string): string => host.replace(/^\[(?:::ffff:)?(.*)\]$/, '$1').replace(/%.*$/, '');
