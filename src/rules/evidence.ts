import type { LogLine } from '../facts/docker-logs.ts';
import type { Outcome } from '../facts/snapshot.ts';
import type { PortOutcomes } from '../model/attempts.ts';
import { describeOutcome, onlyProxyAnswers } from '../model/attempts.ts';
import type { Container } from '../model/containers.ts';
import { say, type Said } from '../text/say.ts';
import type { Evidence } from './rule.ts';

/** What was tried on a port, from the outside in. */
export function attemptEvidence(outcomes: PortOutcomes, container?: Container): Evidence {
  const inner = container?.name ?? say`the container`;
  const rows: readonly (readonly [Said, Outcome | undefined])[] = [
    [say`from outside`, outcomes.outside],
    [say`host to its own ${outcomes.ownAddress ?? '127.0.0.1'}`, outcomes.loopback],
    [say`host to the address of ${inner}`, outcomes.container],
    [say`inside ${inner}`, outcomes.inside],
  ];
  return {
    source: say`connection attempts to port ${outcomes.hostPort}`,
    lines: rows.flatMap(([from, outcome]) => {
      if (outcome === undefined) return [];
      const proxy = outcome === outcomes.loopback && onlyProxyAnswers(outcomes);
      const how = proxy ? say`accepted by Docker's proxy, then nothing comes` : describeOutcome(outcome);
      return [say`${from}: ${how}`];
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

export function logEvidence(container: Container, lines: readonly LogLine[]): Evidence {
  return { source: `docker logs ${container.name}`, lines: lines.map(({ text }) => text) };
}
