import { isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import { say, sentences, type Text } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type HopWords } from './generic-finding.ts';
import { answersFrom, packetsTo } from './tried.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure } from './traced-failures.ts';

/**
 * Seen: a connection fails, and followed through the host its packet (or the answer) meets a route, a policy rule or a
 * switch of routing that ends its way or sends it out of the wrong device.
 * Why: routes decide before any firewall is asked; a blackhole drops without a word, "unreachable" and "prohibit" answer.
 * Not seen: who made it so. Where a named cause explains it, that one speaks instead.
 */
export const blockedByRoute = defineRule({
  id: 'blocked-by-route',
  title: say`No route or routing switch of the host stands in the way of a connection that fails`,
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => genericFindings(views, 'blocked-by-route', words),
});

function words(hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]): HopWords {
  const [{ tried, trace }] = failures;
  const back = isDeadEnd(trace.end) && trace.end.way === 'back';
  const packets = back ? answersFrom(tried) : packetsTo(tried);
  const route = hop.layer === 'route';
  return {
    title: route
      ? say`A route of the host keeps ${packets} from getting through`
      : say`A setting of the host keeps ${packets} from getting through`,
    explanation: sentences(
      whatFails(failures),
      say`Followed through the host, ${packets} ${fateOf(hop)}: "${hop.decided}".`,
      route
        ? say`No firewall and no application decides about them; the kernel picks the route before it asks either.`
        : say`No firewall and no application decides about them; this setting does.`,
    ),
    falsifier:
      hop.absent === true
        ? say`wrong if \`${hop.source}\` shows one that covers it`
        : say`wrong if \`${hop.source}\` does not print "${hop.line ?? hop.decided}"`,
    fix: {
      summary: route
        ? say`Correct the route or rule "${hop.decided}", where it is configured and not only until the next restart.`
        : say`Change what "${hop.decided}" says, once it is clear who set it and why.`,
      commands: [hop.source, ...(route ? ['ip rule show', 'ip route show table all'] : [])],
      risk: say`These commands only look. A route that is changed by hand moves other connections too, SSH perhaps among them: have a console at hand.`,
    },
  };
}

function fateOf({ layer, astray, where }: Hop): Text {
  if (astray === true) return say`leave by a device behind which nobody has the address that they are for`;
  if (layer === 'switch') return say`end where the host does not forward`;
  if (layer === 'source') return say`end at the kernel's check of where packets come from`;
  return layer === 'link' ? say`end at the device ${where}` : say`end at the choice of the route`;
}
