import { describe, expect, it } from 'vitest';
import { largeHosts, recordedHosts, type RecordedHost } from './support/recorded-hosts.ts';
import { viewOf } from './support/views.ts';
import type { Attempt } from '../src/facts/snapshot.ts';
import { perimeterRules } from '../src/rules/perimeter/index.ts';
import { describeOutcome } from '../src/model/attempts.ts';
import { agrees } from '../src/model/trace/expected.ts';
import { hopLines, type TracedPacket } from '../src/model/trace/trace.ts';
import { list, say } from '../src/text/say.ts';
import { tell } from '../src/text/tell.ts';

/** What happens before the card leaves no trace on the host. */
const BEFORE_THE_HOST = new Set(perimeterRules.map(({ id }) => id));

/** The packet of a recorded attempt, as it comes to the host. */
function packetOf({ vantage, to, about }: Attempt, { snapshot }: RecordedHost): TracedPacket {
  const packet = { protocol: 'tcp', to: to.address, port: to.port } as const;
  if (vantage === 'host') return { ...packet, origin: { kind: 'host' } };
  if (vantage === 'container') {
    const container = 'container' in about ? (about.container ?? '') : '';
    return { ...packet, origin: { kind: 'container', container } };
  }
  const { client, server } = snapshot;
  return {
    ...packet,
    to: server ?? to.address,
    origin: { kind: 'outside' },
    ...(client !== undefined && { from: client }),
  };
}

/** Attempts of which the trace says something else than was seen, and does not say that it is unsure. */
function disagreements(host: RecordedHost): string[] {
  const tracer = viewOf('tracer', host.snapshot);
  const beyond = host.questions.some(({ cause }) => cause !== undefined && BEFORE_THE_HOST.has(cause));
  return host.snapshot.attempts
    .filter(({ outcome, vantage, to }) => {
      if (outcome.kind === 'not-tried' || (beyond && vantage === 'worker')) return false;
      return /^[\d.]+$|:/.test(to.address);
    })
    .flatMap((attempt) => {
      const trace = tracer.trace(packetOf(attempt, host));
      if (!trace.sure || agrees(trace, attempt.outcome)) return [];
      const { vantage, to, outcome } = attempt;
      const hops = list(hopLines(trace), 'clauses');
      return [tell(say`${vantage} to ${to.address}:${to.port} ${describeOutcome(outcome)}: ${hops}`, 'en')];
    });
}

describe('every attempt on every recorded host', () => {
  it.each([...recordedHosts(), ...largeHosts()].map((host) => [host.name, host] as const))(
    'ends on %s as its trace says',
    (_, host) => {
      expect(disagreements(host)).toEqual([]);
    },
  );
});
