import type { Arrival } from '../../model/arrivals.ts';
import { say } from '../../text/say.ts';
import type { Evidence } from '../rule.ts';

/** The counter of the port's own rule, before and after another attempt from outside; none where nobody counted. */
export function arrivalEvidence(arrival: Arrival | undefined): readonly Evidence[] {
  if (arrival === undefined) return [];
  const { rule, before, after } = arrival;
  return [
    {
      source: say`iptables -t nat -nvxL DOCKER, before and after another attempt`,
      lines: [say`${rule}: ${before} packets before, ${after} after`],
    },
  ];
}
