import type { Argv, Fact } from './fact.ts';
import { type Firewall, parseFirewall } from './firewall.ts';
import { unlessFailed } from './parsed.ts';

/**
 * Whether packets for a published port arrive at all: the counter of its DNAT rule, before another attempt from outside and
 * after it. Needs root.
 */
export const askNatCounters = (): Argv => ['iptables-save', '-c', '-t', 'nat'];

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
