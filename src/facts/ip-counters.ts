import type { Argv, Fact, RawText, Parsed } from './fact.ts';
import { linesOf, unlessFailed, unreadable, value } from './parsed.ts';

/** Counters of the kernel's IP layer by name: `IPReversePathFilter`, `TCPTimeouts`… since boot. */
export type IpCounters = Readonly<Record<string, number>>;

export const askIpCounters: Argv = ['grep', '-sh', '', '/proc/net/netstat', '/proc/net/snmp'];

/**
 *     TcpExt: SyncookiesSent SyncookiesRecv … IPReversePathFilter …
 *     TcpExt: 0 0 … 2 …
 */
function parseCounters(raw: RawText): Parsed<IpCounters> {
  const counters: Record<string, number> = {};
  let names: readonly string[] = [];
  for (const line of linesOf(raw.stdout)) {
    const [head = '', ...words] = line.split(' ');
    if (words.every((word) => /^-?\d+$/.test(word))) {
      for (const [index, word] of words.entries()) {
        const name = names[index];
        // Tcp and Udp have counters of one name; those are told apart by their table, the rest is unique.
        if (name === undefined) continue;
        counters[name in counters ? `${head}${name}` : name] = Number(word);
      }
      names = [];
    } else names = words;
  }
  return Object.keys(counters).length === 0
    ? unreadable('no counters in /proc/net/netstat')
    : value(counters);
}

export const ipCounters: Fact<'ip-counters', IpCounters> = {
  id: 'ip-counters',
  title: 'counters of the IP layer',
  read: { kind: 'command', candidates: [askIpCounters] },
  parse: unlessFailed(parseCounters),
};

/** Read again after attempts that failed: what rose in between was dropped in between. */
export const ipCountersAfter: Fact<'ip-counters-after', IpCounters> = {
  id: 'ip-counters-after',
  title: 'counters of the IP layer after the connection attempts',
  read: { kind: 'question' },
  parse: unlessFailed(parseCounters),
};
