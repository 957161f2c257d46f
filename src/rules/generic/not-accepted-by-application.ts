import { HOST_SOCKETS } from '../../model/trace/host-sockets.ts';
import { isDeadEnd, type Hop, type Trace } from '../../model/trace/trace.ts';
import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';
import { genericFindings, whatFails, type HopWords } from './generic-finding.ts';
import { packetsFirst } from './tried.ts';
import { TRACE_NEEDS, TRACE_WANTS, type TracedFailure, type TraceViews } from './traced-failures.ts';
import { publisherOf } from '../../model/containers.ts';
import { stoppedInPodman } from './stopped-in-podman.ts';

/**
 * Seen: a port is refused at once.
 * Why: the packet gets to the host, or into the container, past every firewall, and there nothing listens on the port, or
 * listens on another address only. The kernel answers with a reset in the name of nobody.
 * Not seen: which application should have been there, unless a container publishes the port: one of Docker's, or one of
 * Podman's that stands still.
 */
export const notAcceptedByApplication = defineRule({
  id: 'not-accepted-by-application',
  title: say`Something takes every connection that gets through to its port`,
  rank: 'generic',
  needs: TRACE_NEEDS,
  wants: TRACE_WANTS,
  evaluate: (views) => {
    const stopped = stoppedInPodman(views);
    const told = new Set(stopped.flatMap(({ explains }) => explains));
    const dead = genericFindings(views, 'not-accepted-by-application', (hop, failures) =>
      words(hop, failures, views),
    );
    return [...stopped, ...dead.filter(({ explains }) => !explains.every((key) => told.has(key)))];
  },
});

function words(
  hop: Hop,
  failures: readonly [TracedFailure, ...TracedFailure[]],
  { containers, podman }: TraceViews,
): HopWords {
  const [{ tried, trace }] = failures;
  const port = trace.packet.port;
  const onHost = hop.where === HOST_SOCKETS;
  const published = publisherOf(containers ?? [], port) !== undefined;
  const isRead = containers !== undefined && podman !== undefined;
  const nowhere = onHost && !published && isRead && hop.absent === true;
  return {
    title: nowhere
      ? say`Nothing on this host listens on port ${port}, and no container publishes it`
      : say`${packetsFirst(tried)} get through, and nothing takes them: ${hop.decided}`,
    explanation: sentences(
      whatFails(failures),
      say`Packets get to ${onHost ? say`the host` : hop.where} past every rule and route, and there ${hop.decided}.`,
      isDeadEnd(trace.end) && trace.end.kind === 'refused'
        ? say`So the kernel itself refuses the connection.`
        : say`So the kernel drops the packet.`,
      nowhere && say`Either the program that should listen does not run, or it has another port.`,
    ),
    falsifier: say`wrong if \`${hop.source}\` shows a listener for ${trace.packet.protocol} port ${portReached(trace, containers)} on an address that is reached from there`,
    fix: {
      summary: nowhere
        ? say`Start the program that should listen on ${port} (or publish the port of its container with -p), or ask for the port that it has.`
        : say`Let the application listen on the address and port that packets come to (0.0.0.0, not 127.0.0.1).`,
      commands: [
        hop.source,
        ...(containers === undefined ? [] : ["docker ps -a --format '{{.Names}} {{.Status}} {{.Ports}}'"]),
      ],
      risk: say`These commands only look.`,
    },
  };
}

/** The one that the packet has in the end: a published port leads to another one inside the container. */
function portReached({ packet, hops, proxied }: Trace, containers: TraceViews['containers']): number {
  const translated = hops.findLast(({ translatedTo }) => translatedTo !== undefined)?.translatedTo;
  const behindProxy = proxied ? publisherOf(containers ?? [], packet.port)?.port.containerPort : undefined;
  return translated?.port ?? behindProxy ?? packet.port;
}
