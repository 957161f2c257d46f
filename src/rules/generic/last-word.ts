import type { Container } from '../../model/containers.ts';
import { suspectOf } from '../../model/trace/expected.ts';
import { isDeadEnd, type Hop } from '../../model/trace/trace.ts';
import type { TracedFailure, TraceViews } from './traced-failures.ts';

type Publishers = Pick<TraceViews, 'containers' | 'podman'>;

export type GenericCause =
  | 'blocked-by-route'
  | 'blocked-by-filter'
  | 'blocked-by-nat'
  | 'not-accepted-by-application';

/** What a trace that ends badly comes down to, and the hop that decides. */
export interface LastWord {
  readonly cause: GenericCause;
  readonly hop: Hop;
}

/**
 * A packet that was sent to the wrong place dies somewhere behind it: the translation, or the route that leads past the
 * bridge, comes before whatever ends the way in the end.
 */
export function lastWordOf({ trace, outcome }: TracedFailure, views: Publishers = {}): LastWord | undefined {
  const { end, hops, packet } = trace;
  const translated = hops.find(
    (hop) => hop.translatedTo !== undefined && !isPublished(hop, packet.port, views),
  );
  // A port of the host that is sent away; a target beyond the host that is translated may be meant so.
  const isSentAway = end.kind === 'left' && packet.origin.kind === 'outside';
  if (translated !== undefined && (isDeadEnd(end) || isSentAway)) {
    return { cause: 'blocked-by-nat', hop: translated };
  }
  if (!isDeadEnd(end)) {
    const hop = suspectOf(trace, outcome);
    return hop === undefined ? undefined : { cause: 'blocked-by-filter', hop };
  }
  const astray = hops.find((hop) => hop.astray === true);
  if (astray !== undefined) return { cause: 'blocked-by-route', hop: astray };
  const cause = causeOf(end.by);
  return cause === undefined ? undefined : { cause, hop: end.by };
}

function causeOf({ layer }: Hop): GenericCause | undefined {
  switch (layer) {
    case 'filter':
      return 'blocked-by-filter';
    case 'nat':
      return 'blocked-by-nat';
    case 'route':
    case 'switch':
    case 'source':
      return 'blocked-by-route';
    case 'link':
      return 'blocked-by-route';
    // Who does not answer on the network of a card is not the host's fault.
    case 'beyond':
      return undefined;
    case 'socket':
      return 'not-accepted-by-application';
    case 'proxy':
      return undefined;
  }
  return layer satisfies never;
}

/** The translation leads where a container of Docker's publishes the port, or one of Podman's, whose address nobody told. */
function isPublished(
  { translatedTo }: Hop,
  port: number,
  { containers = [], podman = [] }: Publishers,
): boolean {
  const leadsTo = (published: readonly { readonly hostPort: number; readonly containerPort: number }[]) =>
    published.some(
      ({ hostPort, containerPort }) => hostPort === port && containerPort === translatedTo?.port,
    );
  const isAt = ({ attachments }: Container) =>
    attachments.some(({ ipv4, ipv6 }) => [ipv4, ipv6].includes(translatedTo?.address));
  return (
    containers.some((container) => isAt(container) && leadsTo(container.published)) ||
    podman.some(({ state, ports }) => state === 'running' && leadsTo(ports))
  );
}
