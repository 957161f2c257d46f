import type { Outcome } from '../facts/snapshot.ts';
import type { PortOutcomes } from '../model/attempts.ts';
import { describeOutcome, onlyProxyAnswers } from '../model/attempts.ts';
import type { Container } from '../model/containers.ts';
import { say, type Said, type Sayable } from '../text/say.ts';
import type { Evidence } from './rule.ts';

/** What was tried on a port, from the outside in. */
export function attemptEvidence(outcomes: PortOutcomes, container?: Container): Evidence {
  const name = container?.name;
  const own = outcomes.ownAddress ?? '127.0.0.1';
  const rows: readonly (readonly [Outcome | undefined, (how: Said) => Said])[] = [
    [outcomes.outside, (how) => say`from outside: ${how}`],
    [outcomes.loopback, (how) => say`host to its own ${own}: ${how}`],
    [
      outcomes.container,
      (how) =>
        name === undefined
          ? say`host to the address of the container: ${how}`
          : say`host to the address of ${name}: ${how}`,
    ],
    [
      outcomes.inside,
      (how) => (name === undefined ? say`inside the container: ${how}` : say`inside ${name}: ${how}`),
    ],
  ];
  return {
    source: say`connection attempts to port ${outcomes.hostPort}`,
    lines: rows.flatMap(([outcome, line]) => {
      if (outcome === undefined) return [];
      const proxy = outcome === outcomes.loopback && onlyProxyAnswers(outcomes);
      return [line(proxy ? say`accepted by Docker's proxy, then nothing comes` : describeOutcome(outcome))];
    }),
  };
}

/** The container's own listeners, as `ss -lnt` inside it would list them. */
export function listenerEvidence(container: Container): Evidence {
  const tcp = (container.listeners ?? []).filter(({ protocol }) => protocol === 'tcp');
  return {
    source: `nsenter -t ${container.inspect.state.pid} -n ss -lnt`,
    lines:
      tcp.length === 0
        ? [say`no TCP listener`]
        : tcp.map(({ address, port, family }) => `LISTEN ${family === 6 ? `[${address}]` : address}:${port}`),
  };
}

/** A line of a log, or what stands for those that are left out. */
export interface Quoted {
  readonly text: Sayable;
}

export function logEvidence(container: Container, lines: readonly Quoted[]): Evidence {
  return { source: `docker logs ${container.name}`, lines: lines.map(({ text }) => text) };
}
