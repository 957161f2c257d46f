import { describeOutcome } from '../../model/attempts.ts';
import { hopLines, isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import type { Remedy } from '../../report/report.ts';
import type { Finding } from '../rule.ts';
import { lastWordOf, type GenericCause } from './last-word.ts';
import { tracedFailures, type TracedFailure, type TraceViews } from './traced-failures.ts';

/** What a rule of this group says about one hop. */
export interface Words {
  readonly title: string;
  readonly explanation: string;
  readonly falsifier: string;
  readonly fix: Remedy;
}

/** One finding for each hop that ends something people notice; several symptoms of one hop are one finding. */
export function genericFindings(
  views: TraceViews,
  cause: GenericCause,
  wordsOf: (hop: Hop, failures: readonly [TracedFailure, ...TracedFailure[]]) => Words,
): readonly Finding[] {
  const byHop = new Map<
    string,
    { readonly hop: Hop; readonly failures: [TracedFailure, ...TracedFailure[]] }
  >();
  for (const failure of tracedFailures(views)) {
    const word = lastWordOf(failure, views);
    if (word?.cause !== cause) continue;
    const key = `${word.hop.where} ${word.hop.decided}`;
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
      ...failures.slice(0, 2).map(({ what, whence, outcome, trace }) => ({
        source: `${what} ${whence}, followed hop by hop`,
        lines: [...hopLines(trace), `seen: ${describeOutcome(outcome)}`],
      })),
    ],
    explains: [...new Set(failures.map(({ key }) => key))],
  }));
}

/** `Port 30003 from outside and 2 more`, for the beginning of a sentence. */
export function whatFails(failures: readonly TracedFailure[]): string {
  const [first, ...others] = [...new Set(failures.map(({ what, whence }) => `${what} ${whence}`))];
  const told = others.length === 0 ? (first ?? '') : `${first} and ${others.length} more`;
  return told.charAt(0).toUpperCase() + told.slice(1);
}
