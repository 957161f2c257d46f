import { isIP } from 'node:net';
import type { Argv, Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** What became of a small and of a full-size packet that must not be cut, sent to a peer from a namespace. */
export interface PathProbe {
  readonly peer: string;
  /** Bytes of the whole packet. */
  readonly size: number;
  readonly outcome: 'answered' | 'silent' | 'told';
  /** What ping printed that decided. */
  readonly text: string;
}

export interface PathQuestion {
  readonly pid: number;
  readonly peer: string;
  readonly mtu: number;
}

/** IPv4 header and ICMP header. */
const HEADERS = 28;

const SCRIPT = `command -v ping >/dev/null || exit 127
while [ $# -ge 3 ]; do
  for size in 56 $(($3 - ${HEADERS})); do
    { said=$(nsenter -t "$1" -n ping -n -c 1 -W 1 -M do -s "$size" "$2" 2>&1 | grep -E 'bytes from|Frag|too long|packet loss' | head -n 1)
    echo "# $2 $((size + ${HEADERS})) $said"; } &
  done
  shift 3
done
wait`;

/** Throws a TypeError for what is no address. */
export function askPathMtu(questions: readonly PathQuestion[]): Argv {
  for (const { peer } of questions) if (isIP(peer) !== 4) throw new TypeError(`no IPv4 address: ${peer}`);
  return ['sh', '-c', SCRIPT, 'sh', ...questions.flatMap(({ pid, peer, mtu }) => [`${pid}`, peer, `${mtu}`])];
}

/**
 *     # 172.20.3.9 84 64 bytes from 172.20.3.9: icmp_seq=1 ttl=62 time=0.080 ms
 *     # 172.20.3.9 1500 1 packets transmitted, 0 received, 100% packet loss, time 0ms
 *     # 172.20.3.9 1500 From 172.17.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)
 */
export const pathMtu: Fact<'path-mtu', readonly PathProbe[]> = {
  id: 'path-mtu',
  title: 'whether full-size packets get through',
  read: { kind: 'question' },
  parse: (raw) => {
    const found: PathProbe[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [, peer, size, text = ''] = /^# (\S+) (\d+) (.*)$/.exec(line) ?? [];
      if (peer === undefined) unread.push(line);
      else found.push({ peer, size: Number(size), outcome: outcomeOf(text), text });
    }
    return value(found, unread);
  },
};

function outcomeOf(text: string): PathProbe['outcome'] {
  if (text.includes('bytes from')) return 'answered';
  return /Frag|too long/.test(text) ? 'told' : 'silent';
}
