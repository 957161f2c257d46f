import { isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type Words } from './generic-finding.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure } from './traced-failures.ts';

/**
 * Seen: a connection times out or is refused, and nothing with a name of its own explains it.
 * Why: followed through the host, its packet (or the answer) meets a rule or a policy of some firewall (iptables of either
 * kind, nftables) that drops or rejects it.
 * Not seen: who wrote the rule. Where a named cause explains it, that one speaks instead.
 */
export const blockedByFilter = defineRule({
  id: 'blocked-by-filter',
  title: 'No firewall rule of the host stops a connection that fails',
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => genericFindings(views, 'blocked-by-filter', words),
});

function words(hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]): Words {
  const [{ what, trace }] = failures;
  const back = isDeadEnd(trace.end) && trace.end.way === 'back';
  const packets = back ? `answers from ${what}` : `packets to ${what}`;
  const rejects = trace.end.kind === 'rejected' || hop.mayStop?.kind === 'rejected';
  const kind = `${hop.mayStop === undefined ? '' : 'probably '}${rejects ? 'rejects' : 'drops'}`;
  return {
    title: `A firewall rule of the host ${kind} ${packets}`,
    explanation: `${whatFails(failures)} fails. Followed through the host, ${packets} reach ${hop.where}, and there this line ${kind} them: "${hop.decided}". ${!rejects ? 'Whoever connects hears nothing and waits until it gives up.' : 'Whoever connects is told so at once.'}`,
    falsifier: `wrong if \`${hop.source}\` does not print "${hop.decided}", or if its packet counter stays the same while somebody tries`,
    fix: {
      summary: `Find out who wrote "${hop.decided}" and let what is wanted through before it.`,
      commands: [hop.source],
      risk: 'The command only looks. Do not clear the whole firewall (`iptables -F`, `nft flush ruleset`): Docker and whoever else has rules in it lose theirs.',
    },
  };
}
