import type { Socket } from '../../facts/sockets.ts';
import { deviceSysctl } from '../../facts/sysctls.ts';
import type { Arrival } from '../../model/arrivals.ts';
import { connected, type PortOutcomes } from '../../model/attempts.ts';
import { publisherOf } from '../../model/containers.ts';
import type { FirewallPacket } from '../../model/firewall/packet.ts';
import { forwardedPacket, outsideDevice, publishedPaths, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';
import type { Finding } from '../rule.ts';

export const SILENT_NEEDS = [
  'attempts',
  'containers',
  'network',
  'firewalls',
  'listeners',
  'question',
  'sysctls',
] as const;
export const SILENT_WANTS = ['arrivals', 'routeAnswers', 'bridges', 'tracer', 'counterRise'] as const;

export type Seen = Pick<Views, (typeof SILENT_NEEDS)[number]> &
  Partial<Pick<Views, (typeof SILENT_WANTS)[number]>>;

/** A port that times out from outside although everything on the host is in order for it. */
export interface SilentPort {
  readonly port: number;
  readonly outcomes: PortOutcomes;
  readonly certainty: Finding['certainty'];
  readonly arrival?: Arrival;
}

/** Packets for them never arrive, or are not known to. */
export function silentPorts(views: Seen): readonly SilentPort[] {
  return inOrder(views).filter(({ port, arrival }) =>
    // Without a counter the host has to be in order for the answer, too.
    arrival === undefined ? isDelivered(port, views) !== false : arrival.after <= arrival.before,
  );
}

/** Packets for them do arrive, and the answers are lost after they left the host. */
export function unansweredPorts(views: Seen): readonly SilentPort[] {
  // What the reverse-path filter drops is counted; without that count it may be the one.
  if (views.counterRise === undefined) return [];
  return inOrder(views).filter(
    ({ port, arrival }) =>
      arrival !== undefined && arrival.after > arrival.before && isDelivered(port, views) === true,
  );
}

function inOrder(views: Seen): readonly SilentPort[] {
  if (answersGoAstray(views)) return [];
  return views.attempts.ports.flatMap((port): SilentPort[] => {
    const outcomes = views.attempts.onPort(port);
    if (outcomes.outside?.kind !== 'timed-out' || !isExonerated(port, outcomes, views)) return [];
    // A counter of a rule that no packet comes to says nothing.
    const arrival = isCounted(port, views) ? views.arrivals?.get(port) : undefined;
    const certainty = arrival === undefined ? 'likely' : 'proven';
    return [{ port, outcomes, certainty, ...(arrival && { arrival }) }];
  });
}

/**
 * Followed hop by hop the packet gets to a listener and its answer out of the card, nothing on the way unsure. Undefined
 * where it cannot be followed.
 */
function isDelivered(port: number, { tracer, question, network, counterRise }: Seen): boolean | undefined {
  const card = outsideDevice(network);
  const to = network.hostSubnets.find(({ device }) => device === card)?.address ?? question.server;
  if ((counterRise?.['IPReversePathFilter'] ?? 0) > 0) return false;
  if (tracer === undefined || to === undefined || question.client === undefined) return undefined;
  const { end, sure } = tracer.trace({
    protocol: 'tcp',
    origin: { kind: 'outside', ...(card !== undefined && { device: card }) },
    from: question.client,
    to,
    port,
  });
  if (end.kind === 'delivered') return sure ? true : undefined;
  return false;
}

/** The answers to the client leave by a bridge: then the fault is the host's. */
function answersGoAstray({ question, routeAnswers, bridges }: Seen): boolean {
  const device = question.client === undefined ? undefined : routeAnswers?.to(question.client)?.device;
  return device !== undefined && bridges?.some((bridge) => bridge.device === device) === true;
}

/** Everything that the host could do wrong to an arriving packet is excluded. */
function isExonerated(port: number, outcomes: PortOutcomes, views: Seen): boolean {
  const card = outsideDevice(views.network);
  if (card === undefined) return false;
  const path = publishedPaths(views.containers, views.attempts).find((one) => one.port.hostPort === port);
  if (path !== undefined) return containerExonerated(path, outcomes, card, views);
  const listener = views.listeners.find((socket) => takesOutside(socket, port));
  const publisher = publisherOf(views.containers, port);
  if (listener === undefined || (publisher !== undefined && !publisher.container.onHostNetwork)) return false;
  return connected(outcomes.loopback) && entersHost(packetTo(port, card, views), views);
}

function containerExonerated(
  path: PublishedPath,
  outcomes: PortOutcomes,
  card: string,
  views: Seen,
): boolean {
  if (!connected(outcomes.container)) return false;
  const forwards = ['net.ipv4.ip_forward', deviceSysctl(card, 'forwarding')];
  if (forwards.some((key) => views.sysctls[key] === '0')) return false;
  const arriving = packetTo(path.port.hostPort, card, views);
  // Without Docker's DNAT rule (flushed, or never made) its proxy takes the packet as a process of the host.
  if (!isTranslated(path, arriving, views)) return entersHost(arriving, views);
  if (!passes(views, 'prerouting', arriving)) return false;
  // Packets that never came to the port's own rule never came to what is asked after it.
  const arrival = views.arrivals?.get(path.port.hostPort);
  if (arrival !== undefined && arrival.after <= arrival.before) return true;
  return passes(views, 'forward', forwardedPacket(path, card, views.question.client));
}

/** Nothing stops the packet on its way to a process of the host. */
function entersHost(arriving: FirewallPacket, views: Seen): boolean {
  const redirected = views.firewalls
    .hook('prerouting', arriving)
    .some(({ translations }) => translations.length > 0);
  return !redirected && passes(views, 'prerouting', arriving) && passes(views, 'input', arriving);
}

function isCounted(port: number, views: Seen): boolean {
  const card = outsideDevice(views.network);
  const path = publishedPaths(views.containers, views.attempts).find((one) => one.port.hostPort === port);
  return card !== undefined && path !== undefined && isTranslated(path, packetTo(port, card, views), views);
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

function passes(
  { firewalls }: Seen,
  hook: 'prerouting' | 'forward' | 'input',
  packet: FirewallPacket,
): boolean {
  return firewalls.hook(hook, packet).every(({ kind }) => kind === 'pass');
}
