import type { Argv, Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** Another machine that answers ARP for an address of this host. */
export interface AddressRival {
  readonly address: string;
  readonly device: string;
  readonly mac: string;
  /** The line as printed. */
  readonly text: string;
}

/**
 * Duplicate address detection as RFC 5227 describes it: an ARP question for the host's own address that changes nobody's
 * table. An answer comes within milliseconds or not at all. Only cards with a default route are asked about.
 */
const SCRIPT = `a=$(command -v arping) || a="busybox arping"
$a --help 2>&1 | grep -q -e -D || $a -h 2>&1 | grep -q -e -D || exit 127
k=; timeout 0.1 true 2>/dev/null && k="timeout 0.5"
for dev in $(ip -4 route show table all default 2>/dev/null | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | sort -u | head -n 3); do
  for address in $(ip -4 -o addr show dev "$dev" scope global | sed -n 's/.* inet \\([0-9.]*\\).*/\\1/p' | head -n 3); do
    $k $a -D -c 1 -w 1 -I "$dev" "$address" 2>/dev/null | sed -n "s/^Unicast reply/# $address $dev &/p" &
  done
done
wait`;

export const askAddressRivals: Argv = ['sh', '-c', SCRIPT];

/** `# 192.168.0.10 eth0 Unicast reply from 192.168.0.10 [02:42:c0:a8:00:0a]  0.615ms` */
export const addressRivals: Fact<'address-rivals', readonly AddressRival[]> = {
  id: 'address-rivals',
  title: "other machines that hold the host's address",
  read: { kind: 'question' },
  parse: (raw) => {
    const found: AddressRival[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const row = /^# (\S+) (\S+) (Unicast reply from \S+ \[([0-9a-fA-F:]+)\].*)$/.exec(line);
      if (row === null) unread.push(line);
      else {
        const [, address = '', device = '', text = '', mac = ''] = row;
        found.push({ address, device, mac: mac.toLowerCase(), text: text.trim() });
      }
    }
    return value(found, unread);
  },
};
