import type { LogLine } from '../facts/docker-logs.ts';
import type { Outcome } from '../facts/snapshot.ts';
import type { PortOutcomes } from '../model/attempts.ts';
import { describeOutcome, onlyProxyAnswers } from '../model/attempts.ts';
import type { Container } from '../model/containers.ts';
import type { Evidence } from '../report/report.ts';

/** What was tried on a port, from the outside in. */
export function attemptEvidence(outcomes: PortOutcomes, container?: Container): Evidence {
  const inner = container?.name ?? 'the container';
  const rows: readonly (readonly [string, Outcome | undefined])[] = [
    ['from outside', outcomes.outside],
    [`host to its own ${outcomes.ownAddress ?? '127.0.0.1'}`, outcomes.loopback],
    [`host to the address of ${inner}`, outcomes.container],
    [`inside ${inner}`, outcomes.inside],
  ];
  return {
    source: `connection attempts to port ${outcomes.hostPort}`,
    lines: rows.flatMap(([from, outcome]) => {
      if (outcome === undefined) return [];
      const proxy = outcome === outcomes.loopback && onlyProxyAnswers(outcomes);
      return [
        `${from}: ${proxy ? "accepted by Docker's proxy, then nothing comes" : describeOutcome(outcome)}`,
      ];
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
        ? ['no TCP listener']
        : tcp.map(({ address, port, family }) => `LISTEN ${family === 6 ? `[${address}]` : address}:${port}`),
  };
}

export function logEvidence(container: Container, lines: readonly LogLine[]): Evidence {
  return { source: `docker logs ${container.name}`, lines: lines.map(({ text }) => text) };
}

/** `a`, `a and b`, `a, b and c` */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
