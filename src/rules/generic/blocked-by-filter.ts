import { isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type HopWords } from './generic-finding.ts';
import { answersFrom, packetsTo } from './tried.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure } from './traced-failures.ts';

/**
 * Seen: a connection times out or is refused, and nothing with a name of its own explains it.
 * Why: followed through the host, its packet (or the answer) meets a rule or a policy of some firewall (iptables of either
 * kind, nftables) that drops or rejects it.
 * Not seen: who wrote the rule. Where a named cause explains it, that one speaks instead.
 */
export const blockedByFilter = defineRule({
  id: 'blocked-by-filter',
  title: say`No firewall rule of the host stops a connection that fails`,
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => genericFindings(views, 'blocked-by-filter', words),
});

function words(hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]): HopWords {
  const [{ tried, trace }] = failures;
  const back = isDeadEnd(trace.end) && trace.end.way === 'back';
  const packets = back ? answersFrom(tried) : packetsTo(tried);
  const rejects = trace.end.kind === 'rejected' || hop.mayStop?.kind === 'rejected';
  const verb = verbOf(rejects, hop.mayStop !== undefined);
  return {
    title: say`A firewall rule of the host ${verb} ${packets}`,
    explanation: sentences(
      whatFails(failures),
      say`Followed through the host, ${packets} reach ${hop.where}, and there this line ${verb} them: "${hop.decided}".`,
      rejects
        ? say`Whoever connects is told so at once.`
        : say`Whoever connects hears nothing and waits until it gives up.`,
    ),
    falsifier: say`wrong if \`${hop.source}\` does not print "${hop.decided}", or if its packet counter stays the same while somebody tries`,
    fix: {
      summary: say`Find out who wrote "${hop.decided}" and let what is wanted through before it.`,
      commands: [hop.source],
      risk: say`The command only looks. Do not clear the whole firewall (\`iptables -F\`, \`nft flush ruleset\`): Docker and whoever else has rules in it lose theirs.`,
    },
  };
}

function verbOf(rejects: boolean, isGuess: boolean): Text {
  if (rejects) return isGuess ? say`probably rejects` : say`rejects`;
  return isGuess ? say`probably drops` : say`drops`;
}
