import type { Fact } from './fact.ts';
import { linesOf, value, wholeNumber } from './parsed.ts';

export interface Firewalld {
  readonly active: boolean;
  /** Seconds since boot (monotonic clock), like those of Docker's unit. */
  readonly activeEnteredSeconds?: number;
  /** Of this boot, the newest last. */
  readonly lines: readonly FirewalldLine[];
}

export interface FirewalldLine {
  /** Seconds since 1970. */
  readonly at: number;
  readonly text: string;
}

const SCRIPT = `command -v systemctl >/dev/null || exit 127
systemctl show firewalld.service --no-pager -p LoadState -p ActiveState -p ActiveEnterTimestampMonotonic
systemctl -q is-active firewalld.service || exit 0
journalctl -u firewalld.service -b --no-pager -q -n 60 -o short-unix 2>/dev/null | cut -c1-600
exit 0`;

/**
 *     LoadState=loaded
 *     ActiveState=active
 *     ActiveEnterTimestampMonotonic=8123456
 *     1542855612.123456 hz-shop firewalld[812]: ERROR: COMMAND_FAILED: '/sbin/iptables -w2 -t nat -n -L DOCKER' failed: iptables: No chain/target/match by that name.
 */
export const firewalld: Fact<'firewalld', Firewalld> = {
  id: 'firewalld',
  title: 'firewalld',
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const unread: string[] = [];
    const properties = new Map<string, string>();
    const lines: FirewalldLine[] = [];
    for (const line of linesOf(raw.stdout)) {
      const property = /^(LoadState|ActiveState|ActiveEnterTimestampMonotonic)=(.*)$/.exec(line);
      const said = /^(\d+)\.\d+ \S+ (.*)$/.exec(line);
      if (property !== null) properties.set(property[1] ?? '', property[2] ?? '');
      else if (said !== null) lines.push({ at: Number(said[1]), text: said[2] ?? '' });
      else if (!line.startsWith('-- ')) unread.push(line);
    }
    const entered = wholeNumber(properties.get('ActiveEnterTimestampMonotonic'));
    return value(
      {
        active: properties.get('ActiveState') === 'active',
        ...(entered !== undefined && { activeEnteredSeconds: entered / 1_000_000 }),
        lines,
      },
      unread,
    );
  },
};
