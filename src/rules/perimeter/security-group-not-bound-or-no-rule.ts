import type { Socket } from '../../facts/sockets.ts';
import { deviceSysctl } from '../../facts/sysctls.ts';
import { connected, type PortOutcomes } from '../../model/attempts.ts';
import { publisherOf } from '../../model/containers.ts';
import type { FirewallPacket } from '../../model/firewall-match.ts';
import { forwardedPacket, outsideDevice, publishedPaths, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import { attemptEvidence } from '../evidence.ts';
import { defineRule, type Finding } from '../rule.ts';

type Seen = Pick<
  Views,
  'attempts' | 'containers' | 'network' | 'firewalls' | 'listeners' | 'question' | 'sysctls'
> &
  Partial<Pick<Views, 'arrivals' | 'routeAnswers' | 'bridges'>>;

/**
 * Seen: ping and SSH work, one TCP port times out from outside, everything on the host looks right.
 * Why: packets to that port never arrive. Something between the client and the network card drops them, in a cloud the
 * security group: none bound, or no rule for the port.
 * How it is told from faults of the host: the port answers on the host and at the container, nothing in the firewall stops
 * the packet, and while the worker tried again the packet counter of the port's DNAT rule did not move.
 * Not seen: which of the devices in between drops (security group, network ACL, cloud firewall).
 */
export const securityGroupNotBoundOrNoRule = defineRule({
  id: 'security-group-not-bound-or-no-rule',
  title: 'Packets from outside never arrive at the host',
  needs: ['attempts', 'containers', 'network', 'firewalls', 'listeners', 'question', 'sysctls'],
  wants: ['arrivals', 'routeAnswers', 'bridges'],
  evaluate: (views) =>
    views.attempts.ports.flatMap((port) => {
      const outcomes = views.attempts.onPort(port);
      if (outcomes.outside?.kind !== 'timed-out' || answersGoAstray(views)) return [];
      const certainty = exonerated(port, outcomes, views);
      return certainty === undefined ? [] : [finding(port, outcomes, certainty, views)];
    }),
});

/** The answers to the client leave by a bridge: then the fault is the host's. */
function answersGoAstray({ question, routeAnswers, bridges }: Seen): boolean {
  const device = question.client === undefined ? undefined : routeAnswers?.to(question.client)?.device;
  return device !== undefined && bridges?.some((bridge) => bridge.device === device) === true;
}

/** Everything that the host could do wrong is excluded; how sure that is. */
function exonerated(port: number, outcomes: PortOutcomes, views: Seen): Finding['certainty'] | undefined {
  const card = outsideDevice(views.network);
  if (card === undefined || views.firewalls.foreignDrops.length > 0) return undefined;
  const path = publishedPaths(views.containers, views.attempts).find((one) => one.port.hostPort === port);
  if (path !== undefined) return containerExonerated(path, outcomes, card, views);
  const listener = views.listeners.find((socket) => takesOutside(socket, port));
  const publisher = publisherOf(views.containers, port);
  if (listener === undefined || (publisher !== undefined && !publisher.container.onHostNetwork))
    return undefined;
  if (!connected(outcomes.loopback)) return undefined;
  const arriving = packetTo(port, card, views);
  return entersHost(arriving, views) ? 'likely' : undefined;
}

/** Nothing stops the packet on its way to a process of the host. */
function entersHost(arriving: FirewallPacket, views: Seen): boolean {
  return (
    passesFor(views, 'raw', 'PREROUTING', arriving) &&
    passesFor(views, 'mangle', 'PREROUTING', arriving) &&
    passesFor(views, 'nat', 'PREROUTING', arriving) &&
    passesFor(views, 'mangle', 'INPUT', arriving) &&
    passesFor(views, 'filter', 'INPUT', arriving)
  );
}

function containerExonerated(
  path: PublishedPath,
  outcomes: PortOutcomes,
  card: string,
  views: Seen,
): Finding['certainty'] | undefined {
  if (!connected(outcomes.container)) return undefined;
  const forwards = ['net.ipv4.ip_forward', deviceSysctl(card, 'forwarding')];
  if (forwards.some((key) => views.sysctls[key] === '0')) return undefined;
  const arriving = packetTo(path.port.hostPort, card, views);
  // Without Docker's DNAT rule (flushed, or never made) its proxy takes the packet as a process of the host.
  if (!isTranslated(path, arriving, views)) return entersHost(arriving, views) ? 'likely' : undefined;
  const forwarded = forwardedPacket(path, card, views.question.client);
  const passes =
    passesFor(views, 'raw', 'PREROUTING', arriving) &&
    passesFor(views, 'mangle', 'PREROUTING', arriving) &&
    passesFor(views, 'mangle', 'FORWARD', forwarded) &&
    passesFor(views, 'filter', 'FORWARD', forwarded);
  if (!passes) return undefined;
  const arrived = views.arrivals?.get(path.port.hostPort);
  if (arrived === undefined) return 'likely';
  return arrived.after > arrived.before ? undefined : 'proven';
}

function isTranslated(path: PublishedPath, arriving: FirewallPacket, { firewalls }: Seen): boolean {
  const ends = firewalls.walk('nat', 'PREROUTING', arriving);
  const target = `${path.containerAddress}:${path.port.containerPort}`;
  return ends.length > 0 && ends.every((end) => end.kind === 'dnat' && end.to === target);
}

function takesOutside({ protocol, port, address }: Socket, asked: number): boolean {
  return protocol === 'tcp' && port === asked && !address.startsWith('127.') && address !== '::1';
}

function packetTo(port: number, iif: string, { question, network }: Seen): FirewallPacket {
  const to = network.hostSubnets.find(({ device }) => device === iif)?.address ?? '';
  const from = question.client === undefined ? {} : { from: question.client };
  return { protocol: 'tcp', ...from, to, port, iif, states: ['NEW'], toLocal: true, fromLocal: false };
}

function passesFor({ firewalls }: Seen, table: string, chain: string, packet: FirewallPacket): boolean {
  return firewalls.walk(table, chain, packet).every(({ kind }) => kind === 'accept');
}

function finding(
  port: number,
  outcomes: PortOutcomes,
  certainty: Finding['certainty'],
  views: Seen,
): Finding {
  const container = publisherOf(views.containers, port)?.container;
  const arrived = views.arrivals?.get(port);
  const client = views.question.client ?? 'the client';
  return {
    severity: 'critical',
    certainty,
    subject: { kind: 'port', name: String(port) },
    title: `Packets to port ${port} never arrive at the host: most likely the cloud's security group does not let them in`,
    explanation: `Port ${port} times out from outside, although it answers on the host${container === undefined ? '' : ` and container ${container.name} takes connections`}, and nothing in the host's firewall or routes stops it. The host cannot be reached on this port from where Ferryman runs, while SSH works: what drops the packets stands in front of the network card. In a cloud that is the security group (not bound to this instance, or without a rule for ${port}), else a network ACL, a cloud firewall, or a firewall on Ferryman's own side.`,
    evidence: [
      attemptEvidence(outcomes, container),
      ...(arrived === undefined
        ? []
        : [
            {
              source: `iptables -t nat -nvxL DOCKER, before and after another attempt`,
              lines: [`${arrived.rule}: ${arrived.before} packets before, ${arrived.after} after`],
            },
          ]),
    ],
    falsifier: `wrong if \`tcpdump -ni any 'tcp dst port ${port}'\` on the host shows packets from ${client} while somebody tries`,
    fix: {
      summary: `In the cloud's console, bind a security group to this instance that lets TCP ${port} in from those who need it.`,
      commands: [`# security group, inbound: allow TCP ${port}/${port} from <the clients' addresses>`],
      risk: 'Opens the port to whom the rule names; do not open it to 0.0.0.0/0 unless it is meant for everybody.',
    },
    explains: [`port:${port}`],
  };
}
