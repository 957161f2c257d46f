import type { Fact } from './fact.ts';
import { linesOf, value, withoutUndefined } from './parsed.ts';

/** The next hop of a default route, and whether it answers ARP. */
export interface Gateway {
  readonly address: string;
  readonly device: string;
  /** Of `ip neigh` after a packet was sent to it; absent where the kernel keeps no entry (a tunnel). */
  readonly state?: string;
  readonly mac?: string;
}

/**
 * One empty datagram to the discard port makes the kernel ask for the gateway's address, which costs nothing where it has
 * the answer already. A gateway that does not answer is waited for: a switch may take a second.
 */
const SCRIPT = `command -v ip >/dev/null || exit 127
poke='exec 2>/dev/null; : >"/dev/udp/$1/9"'
ip -4 route show table all 2>/dev/null | awk '
$1 == "default" { seen = 1 }
$1 != "default" && $1 != "nexthop" { seen = 0 }
seen { gw = dev = ""; for (i = 1; i < NF; i++) { if ($i == "via") gw = $(i + 1); if ($i == "dev") dev = $(i + 1) }
  if (gw != "" && gw !~ /:/ && dev != "" && !done[gw " " dev]++) print gw, dev }' | head -n 3 |
while read -r gw dev; do
  n=0
  while :; do
    line=$(ip -4 neigh show dev "$dev" 2>/dev/null | grep -F "$gw ")
    case $line in
    *lladdr* | *PERMANENT* | *NOARP*) break ;;
    esac
    if [ $n = 0 ]; then bash -c "$poke" bash "$gw" </dev/null 2>/dev/null || ping -c 1 -W 1 "$gw" >/dev/null 2>&1; fi
    n=$((n + 1))
    [ $n -lt 12 ] || break
    sleep 0.1
  done
  echo "# $gw $dev"
  echo "$line"
done`;

/**
 *     # 192.168.0.253 eth0
 *     192.168.0.253 lladdr 5a:62:d5:cc:06:e0 REACHABLE
 *     # 10.8.0.5 tun0
 */
export const gateways: Fact<'gateways', readonly Gateway[]> = {
  id: 'gateways',
  title: 'gateways and whether they answer',
  read: { kind: 'command', candidates: [['sh', '-c', SCRIPT]], timeoutSeconds: 8 },
  parse: (raw) => {
    const found: Gateway[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [, address, device] = /^# (\S+) (\S+)$/.exec(line) ?? [];
      const last = found.at(-1);
      if (address !== undefined && device !== undefined) found.push({ address, device });
      else if (last !== undefined && line.startsWith(`${last.address} `)) {
        const state = line.trim().split(/\s+/).at(-1);
        const mac = / lladdr ([0-9a-f:]+)/.exec(line)?.[1];
        found[found.length - 1] = withoutUndefined({ ...last, state, mac });
      } else unread.push(line);
    }
    return value(found, unread);
  },
};
