import type { FirewallTable } from '../../facts/firewall.ts';
import { connected, describeOutcome, failed } from '../../model/attempts.ts';
import { publisherOf } from '../../model/containers.ts';
import type { FirewallPacket } from '../../model/firewall/packet.ts';
import type { Decider } from '../../model/firewall-walk.ts';
import { isOpenToOutside, outsideDevice, publishedPaths, type PublishedPath } from '../../model/paths.ts';
import { say, type Said } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { attemptEvidence } from '../evidence.ts';
import type { Evidence } from '../rule.ts';
import {
  forwardHops,
  inputHops,
  outboundHops,
  outputHops,
  packetToHost,
  publishedHops,
  type Hop,
  type Seen,
} from './hops.ts';

/** What every rule about a stop in the firewall looks at. */
export const STOP_NEEDS = ['firewalls', 'network', 'containers', 'question', 'attempts'] as const;

/** The way of packets that do not get through, chain by chain. */
export interface Way {
  readonly kind: 'published' | 'host-port' | 'container-need' | 'host-need' | 'peer';
  /** Of the symptom. */
  readonly key: string;
  /** For the middle of a sentence: "packets from 203.0.113.9 to port 30003". */
  readonly words: Said;
  readonly evidence: Evidence;
  readonly hops: readonly Hop[];
}

/** A rule, or a policy, that ends the way. */
export interface Stop {
  readonly way: Way;
  readonly hop: Hop;
  readonly kind: 'drop' | 'reject';
  readonly by: Decider;
  /** No match stands in between that this model cannot judge. */
  readonly certain: boolean;
}

/** The first stop of every way on which an attempt failed: a certain one before one that may be it. */
export function stopsOf(views: Seen): readonly Stop[] {
  return failedWays(views).flatMap((way) => {
    const found = way.hops.map((hop) => stopAt(way, hop, views));
    const certain = found.find((stop) => stop?.certain === true);
    // What only may hold has to have met packets, or it is none of this.
    const likely = found.find((stop) => stop !== undefined && (stop.by.rule?.packets ?? 0) > 0);
    const stop = certain ?? likely;
    return stop === undefined ? [] : [stop];
  });
}

function stopAt(way: Way, hop: Hop, { firewalls }: Seen): Stop | undefined {
  const ends = firewalls.walk(hop.table, hop.chain, hop.packet);
  const stops = ends.filter(({ kind }) => kind === 'drop' || kind === 'reject');
  const [first] = stops;
  if (first === undefined || (first.kind !== 'drop' && first.kind !== 'reject')) return undefined;
  return { way, hop, kind: first.kind, by: first.by, certain: stops.length === ends.length };
}

/** Every way on which something was tried and failed although the far end is fine. */
export function failedWays(views: Seen): readonly Way[] {
  return [...publishedWays(views), ...hostPortWays(views), ...needWays(views), ...peerWays(views)];
}

function publishedWays(views: Seen): Way[] {
  const card = outsideDevice(views.network);
  if (card === undefined) return [];
  return publishedPaths(views.containers, views.attempts)
    .filter(
      ({ port, outcomes }) =>
        isOpenToOutside(port) && failed(outcomes.outside) && !failed(outcomes.container),
    )
    .map((path) => ({
      kind: 'published',
      key: `port:${path.port.hostPort}`,
      words: publishedWords(path, views.question.client),
      evidence: attemptEvidence(path.outcomes, path.container),
      hops: publishedHops(path, card, views),
    }));
}

function publishedWords({ port, container }: PublishedPath, client: string | undefined): Said {
  return client === undefined
    ? say`packets from outside to port ${port.hostPort} (container ${container.name})`
    : say`packets from ${client} to port ${port.hostPort} (container ${container.name})`;
}

/** A port of a process of the host, or of a container on its network, that answers on the host itself. */
function hostPortWays(views: Seen): Way[] {
  const card = outsideDevice(views.network);
  if (card === undefined) return [];
  return views.attempts.ports.flatMap((port): Way[] => {
    const outcomes = views.attempts.onPort(port);
    if (!failed(outcomes.outside) || !connected(outcomes.loopback)) return [];
    const publisher = publisherOf(views.containers, port);
    if (publisher !== undefined && !publisher.container.onHostNetwork) return [];
    const packet = packetToHost(port, card, views);
    return [
      {
        kind: 'host-port',
        key: `port:${port}`,
        words:
          views.question.client === undefined
            ? say`packets from outside to port ${port}`
            : say`packets from ${views.question.client} to port ${port}`,
        evidence: attemptEvidence(outcomes),
        hops: [
          { table: 'raw', chain: 'PREROUTING', packet },
          { table: 'mangle', chain: 'PREROUTING', packet },
          ...inputHops(packet),
        ],
      },
    ];
  });
}

function needWays(views: Seen): Way[] {
  return views.question.needs.flatMap(({ name, resolved, port }): Way[] => {
    const [address] = resolved;
    if (address === undefined || port === undefined || address.includes(':')) return [];
    const outcome = views.attempts.toNeed(name);
    const fromHost: Way[] =
      outcome === undefined || !failed(outcome)
        ? []
        : [
            {
              kind: 'host-need',
              key: `need:${name}`,
              words: say`packets from the host to ${name} (${address}:${port})`,
              evidence: {
                source: say`connection attempt from the host to ${address}:${port}`,
                lines: [describeOutcome(outcome)],
              },
              hops: outputHops(address, port, views),
            },
          ];
    const inside = views.attempts.toNeedInside(name).flatMap((one): Way[] => {
      const container = views.containers.find((other) => other.name === one.container);
      const place = container?.attachments.find(
        ({ bridge, internal, ipv4 }) => bridge !== undefined && !internal && ipv4 !== undefined,
      );
      if (!failed(one.outcome) || place?.bridge === undefined || place.ipv4 === undefined) return [];
      return [
        {
          kind: 'container-need',
          key: `need:${name}:${one.container}`,
          words: say`packets from container ${one.container} (${place.ipv4}) to ${name} (${address}:${port})`,
          evidence: {
            source: say`connection attempts to ${address}:${port}`,
            lines: [
              ...(outcome === undefined ? [] : [say`from the host: ${describeOutcome(outcome)}`]),
              say`inside ${one.container}: ${describeOutcome(one.outcome)}`,
            ],
          },
          hops: outboundHops({ from: place.ipv4, bridge: place.bridge }, { address, port }, views),
        },
      ];
    });
    return [...fromHost, ...inside];
  });
}

/** Neighbours in one bridge network: their frames meet iptables only where bridge-nf-call-iptables is 1. */
function peerWays({ attempts, containers, sysctls }: Seen): Way[] {
  if (sysctls?.['net.bridge.bridge-nf-call-iptables'] !== '1') return [];
  return attempts.peers.flatMap(({ network, container, peer, to, outcome, fromHost }): Way[] => {
    const reaches = connected(fromHost) || fromHost?.kind === 'refused';
    const silent = outcome.kind === 'timed-out' || outcome.kind === 'unreachable';
    const source = containers
      .find(({ name }) => name === container)
      ?.attachments.find((place) => place.network === network);
    if (!reaches || !silent || source?.bridge === undefined || source.ipv4 === undefined) return [];
    const packet: FirewallPacket = {
      protocol: 'tcp',
      from: source.ipv4,
      to: to.address,
      port: to.port,
      iif: source.bridge,
      oif: source.bridge,
      states: ['NEW'],
      toLocal: false,
      fromLocal: false,
    };
    return [
      {
        kind: 'peer',
        key: `network:${network}`,
        words: say`packets from container ${container} (${source.ipv4}) to its neighbour ${peer} (${to.address}:${to.port})`,
        evidence: {
          source: say`connection attempts to ${to.address}:${to.port}`,
          lines: [
            ...(fromHost === undefined ? [] : [say`from the host: ${describeOutcome(fromHost)}`]),
            say`inside ${container}: ${describeOutcome(outcome)}`,
          ],
        },
        hops: forwardHops(packet),
      },
    ];
  });
}

/** What the ways are called, each name once. */
export function distinctWords(ways: readonly Way[]): readonly Said[] {
  return [...new Map(ways.map(({ words }) => [tell(words, 'en'), words])).values()];
}

/** Whether a chain is reached by jumps from another one, or is that one. */
export function isUnder(tables: readonly FirewallTable[], chain: string, ancestor: string): boolean {
  const seen = new Set<string>();
  const reach = (name: string): boolean => {
    if (name === chain) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return tables.some((table) =>
      table.chains
        .filter((one) => one.name === name)
        .some(({ rules }) => rules.some(({ target }) => target !== undefined && reach(target))),
    );
  };
  return reach(ancestor);
}
