import type { Argv, Fact } from './fact.ts';
import { type Firewall, parseFirewall } from './firewall.ts';
import { unlessFailed } from './parsed.ts';

/**
 * Whether packets for a published port arrive at all: the counter of its DNAT rule, before another attempt from outside and
 * after it. Needs root.
 */
export const askNatCounters = (names = '/proc/net/ip_tables_names'): Argv => [
  'sh',
  '-c',
  SCRIPT,
  'sh',
  names,
];

/**
 * A legacy iptables-save loads iptable_nat where it is not there, and with it connection tracking; so it is started only
 * where the kernel lists the table. Over nf_tables it loads nothing. Before 1.8 there was only legacy, and `-V` did not say so.
 */
const SCRIPT = `command -v iptables-save >/dev/null || exit 127
case $(iptables -V 2>/dev/null) in
*nf_tables*) ;;
*) nat=; while read -r table; do [ "$table" != nat ] || nat=1; done 2>/dev/null <"$1"
[ -n "$nat" ] || exit 0 ;;
esac
exec iptables-save -c -t nat`;

export const natBeforeRetry: Fact<'nat-before-retry', Firewall> = {
  id: 'nat-before-retry',
  title: 'NAT counters before another attempt from outside',
  read: { kind: 'question' },
  parse: unlessFailed(parseFirewall),
};

export const natAfterRetry: Fact<'nat-after-retry', Firewall> = {
  id: 'nat-after-retry',
  title: 'NAT counters after another attempt from outside',
  read: { kind: 'question' },
  parse: unlessFailed(parseFirewall),
};
