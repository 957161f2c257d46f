import { describeOutcome } from '../../model/attempts.ts';
import { hopLines, isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import { say, type Text } from '../../text/say.ts';
import type { Finding } from '../rule.ts';
import { lastWordOf, type GenericCause } from './last-word.ts';
import { describeTried, triedFirst } from './tried.ts';
import { tracedFailures, type TracedFailure, type TraceViews } from './traced-failures.ts';

/** What a rule of this group says about one hop. */
export type HopWords = Required<Pick<Finding, 'title' | 'explanation' | 'falsifier' | 'fix'>>;

/** One finding for each hop that ends something people notice; several symptoms of one hop are one finding. */
export function genericFindings(
  views: TraceViews,
  cause: GenericCause,
  wordsOf: (hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]) => HopWords,
): readonly Finding[] {
  const byHop = new Map<
    string,
    { readonly hop: Hop; readonly failures: [TracedFailure, ...TracedFailure[]] }
  >();
  for (const failure of tracedFailures(views)) {
    const word = lastWordOf(failure, views);
    if (word?.cause !== cause) continue;
    const key = JSON.stringify([word.hop.where, word.hop.decided]);
    const group = byHop.get(key);
    if (group === undefined) byHop.set(key, { hop: word.hop, failures: [failure] });
    else group.failures.push(failure);
  }
  return [...byHop.values()].map(({ hop, failures }) => ({
    severity: 'critical',
    certainty: failures.some(({ trace }) => trace.sure && isDeadEnd(trace.end)) ? 'proven' : 'likely',
    subject: failures[0].subject,
    ...wordsOf(hop, failures),
    evidence: [
      { source: hop.source, lines: [hop.line ?? hop.decided] },
      ...failures.slice(0, 2).map(({ tried, outcome, trace }) => ({
        source: say`${describeTried(tried)}, followed hop by hop`,
        lines: [...hopLines(trace), say`seen: ${describeOutcome(outcome)}`],
      })),
    ],
    explains: [...new Set(failures.map(({ key }) => key))],
  }));
}

/** `Port 30003 from outside and 2 more fails.` */
export function whatFails(failures: readonly [TracedFailure, ...TracedFailure[]]): Text {
  const others = new Set(failures.map(({ tried }) => JSON.stringify(tried))).size - 1;
  const first = triedFirst(failures[0].tried);
  return others === 0 ? say`${first} fails.` : say`${first} and ${others} more fails.`;
}
