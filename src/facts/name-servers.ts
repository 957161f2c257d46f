import { ASK, readDnsAnswers, type DnsAnswer } from './dns-answer.ts';
import type { Argv, Fact } from './fact.ts';
import { unlessFailed, value } from './parsed.ts';

/** What the host's own nameservers answer. */
export interface NameServers {
  readonly answers: readonly DnsAnswer[];
  /** Nameservers that DHCP handed out, of the leases that are kept on the host. */
  readonly leased: readonly string[];
  /** /etc/resolv.conf may not be changed, not even by root (`chattr +i`). */
  readonly immutable: boolean;
}

/**
 * Asked are the servers of /etc/resolv.conf (those behind systemd-resolved's stub too), each for the root, which any
 * server knows, and the first two for names: those given, and those that /etc/hosts pins.
 */
const SCRIPT = `${ASK}
own=$(hostname 2>/dev/null)
pins=$(while read -r ip rest; do
  case $ip in '#'*|127.*|0.*|::1|fe*|ff*|255.*|'') continue;; esac
  for n in $rest; do case $n in '#'*) break;; "$own"|"$own".*) ;; *.*) echo "$n";; esac; done
done </etc/hosts 2>/dev/null | head -n 6)
list=$(servers /etc/resolv.conf)
case " $list" in *127.0.0.5[34]*) list="$list $(servers /run/systemd/resolve/resolv.conf)";; esac
leased=$(cat /run/systemd/netif/leases/* /var/lib/dhcp/*.leases /var/lib/dhclient/*.lease* /var/lib/NetworkManager/*.lease 2>/dev/null |
  sed -n 's/^DNS=//p; s/^.*domain-name-servers \\(.*\\);.*$/\\1/p' | tail -n 2 | tr ', ' '\\n\\n' | grep -v '^$' | sort -u | head -n 3)
for s in $leased; do echo "leased $s"; done
case $(lsattr /etc/resolv.conf 2>/dev/null) in *-i-*) echo immutable;; esac
count=0 seen=
for s in $list $leased; do
  case "$seen " in *" $s "*) continue;; esac
  seen="$seen $s"
  ask - "$s" . &
  count=$((count + 1))
  [ $count -le 2 ] && for n in $( (printf '%s\\n' "$@" $pins) | sort -u | head -n 12); do ask - "$s" "$n" & done
done
wait
exit 0`;

/** @param names that somebody needs; what can be no host name is left out */
export function askNameServers(names: readonly string[]): Argv {
  return ['bash', '-c', SCRIPT, 'bash', ...names];
}

/**
 *     leased 100.100.2.136
 *     immutable
 *     ? - 10.143.22.116 .
 *     = 124
 */
export const nameServers: Fact<'name-servers', NameServers> = {
  id: 'name-servers',
  title: "what the host's nameservers answer",
  read: { kind: 'question' },
  parse: unlessFailed((raw) => {
    const { answers, rest } = readDnsAnswers(raw.stdout);
    const leased: string[] = [];
    const unread: string[] = [];
    let immutable = false;
    for (const line of rest) {
      if (line.startsWith('leased ')) leased.push(line.slice(7));
      else if (line === 'immutable') immutable = true;
      else unread.push(line);
    }
    return value({ answers, leased, immutable }, unread);
  }),
};
