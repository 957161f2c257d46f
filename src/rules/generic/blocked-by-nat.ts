import type { Hop } from '../../model/trace/trace.ts';
import { say, sentences, type Sayable } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type HopWords } from './generic-finding.ts';
import { packetsTo } from './tried.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure } from './traced-failures.ts';

/**
 * Seen: a port is published, or a process listens on it, and connections to it come to nothing all the same.
 * Why: a rule of the nat table (DNAT, REDIRECT) takes the packet before Docker's own and sends it to an address and port
 * where nobody is, or a rule of Docker's was left behind by a container that is gone.
 * Not seen: a translation to a place that answers is nothing that fails.
 */
export const blockedByNat = defineRule({
  id: 'blocked-by-nat',
  title: say`No translation of addresses sends a connection that fails to the wrong place`,
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => genericFindings(views, 'blocked-by-nat', words),
});

function words(hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]): HopWords {
  const [{ tried, trace }] = failures;
  const { end } = trace;
  const target = hop.translatedTo;
  const place = target === undefined ? say`elsewhere` : `${target.address}:${target.port}`;
  return {
    title: say`A NAT rule sends ${packetsTo(tried)} to ${place}, where they come to nothing`,
    explanation: sentences(
      whatFails(failures),
      say`Before anything else of the host sees it, this rule gives the packet another target, ${place}: "${hop.decided}".`,
      'by' in end && say`There they end: ${end.by.where}: ${end.by.decided}.`,
      say`What listens or is published on the port never gets to see it.`,
    ),
    falsifier: say`wrong if \`${hop.source}\` does not lead to "${hop.decided}", or if the rule's packet counter stays the same while somebody tries`,
    fix: {
      summary: say`Find out who wrote "${hop.decided}", and take the rule out where it is configured if nobody needs it.`,
      commands: [hop.source, ...deletion(hop)],
      risk: say`Somebody else may need the rule for other senders; connections that exist keep their old target until they end.`,
    },
  };
}

/** The rule as it would be typed to delete it. */
function deletion({ decided, source }: Hop): Sayable[] {
  const tool = /^(ip6?tables)/.exec(source)?.[1];
  return tool !== undefined && typeof decided === 'string' && decided.startsWith('-A ')
    ? [say`# then, if nobody needs it: ${tool} -t nat -D ${decided.slice(3)}`]
    : [];
}
