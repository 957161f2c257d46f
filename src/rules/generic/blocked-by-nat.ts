import type { Hop } from '../../model/trace/trace.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type Words } from './generic-finding.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure } from './traced-failures.ts';

/**
 * Seen: a port is published, or a process listens on it, and connections to it come to nothing all the same.
 * Why: a rule of the nat table (DNAT, REDIRECT) takes the packet before Docker's own and sends it to an address and port
 * where nobody is, or a rule of Docker's was left behind by a container that is gone.
 * Not seen: a translation to a place that answers is nothing that fails.
 */
export const blockedByNat = defineRule({
  id: 'blocked-by-nat',
  title: 'No translation of addresses sends a connection that fails to the wrong place',
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => genericFindings(views, 'blocked-by-nat', words),
});

function words(hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]): Words {
  const [{ what, trace }] = failures;
  const target = hop.translatedTo;
  const place = target === undefined ? 'elsewhere' : `${target.address}:${target.port}`;
  const then = 'by' in trace.end ? ` There they end: ${trace.end.by.where}: ${trace.end.by.decided}.` : '';
  return {
    title: `A NAT rule sends packets to ${what} to ${place}, where they come to nothing`,
    explanation: `${whatFails(failures)} fails. Before anything else of the host sees it, this rule gives the packet another target, ${place}: "${hop.decided}".${then} What listens or is published on the port never gets to see it.`,
    falsifier: `wrong if \`${hop.source}\` does not lead to "${hop.decided}", or if the rule's packet counter stays the same while somebody tries`,
    fix: {
      summary: `Find out who wrote "${hop.decided}", and take the rule out where it is configured if nobody needs it.`,
      commands: [hop.source, ...deletion(hop)],
      risk: 'Somebody else may need the rule for other senders; connections that exist keep their old target until they end.',
    },
  };
}

/** The rule as it would be typed to delete it. */
function deletion({ decided, source }: Hop): string[] {
  const tool = /^(ip6?tables)/.exec(source)?.[1];
  return tool !== undefined && decided.startsWith('-A ')
    ? [`# then, if nobody needs it: ${tool} -t nat -D ${decided.slice(3)}`]
    : [];
}
