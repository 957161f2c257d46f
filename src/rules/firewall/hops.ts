import type { FirewallPacket } from '../../model/firewall/packet.ts';
import { forwardedPacket, outsideDevice, type PublishedPath } from '../../model/paths.ts';
import type { Views } from '../../model/views.ts';

/** What the way of a packet depends on. */
export type Seen = Pick<Views, 'firewalls' | 'network' | 'containers' | 'question' | 'attempts'> &
  Partial<Pick<Views, 'routeAnswers' | 'sysctls' | 'bridges' | 'arrivals'>>;

/** A chain that a packet meets, and what the packet is by then. */
export interface Hop {
  readonly table: string;
  readonly chain: string;
  readonly packet: FirewallPacket;
}

/** From the network card to the container behind a published port, and its answer back. */
export function publishedHops(path: PublishedPath, card: string, views: Seen): readonly Hop[] {
  const arriving = packetToHost(path.port.hostPort, card, views);
  const before = [
    { table: 'raw', chain: 'PREROUTING', packet: arriving },
    { table: 'mangle', chain: 'PREROUTING', packet: arriving },
  ];
  if (!isTranslated(path, arriving, views)) return [...before, ...inputHops(arriving)];
  if (neverArrives(path.port.hostPort, views)) return before;
  const forwarded = { ...forwardedPacket(path, card, views.question.client), sourcePort: EPHEMERAL };
  const answer: FirewallPacket = {
    protocol: 'tcp',
    from: path.containerAddress,
    to: views.question.client ?? '0.0.0.0',
    sourcePort: path.port.containerPort,
    port: EPHEMERAL,
    iif: path.bridge,
    states: ['ESTABLISHED', 'DNAT'],
    toLocal: false,
    fromLocal: false,
  };
  const known = views.question.client === undefined ? [] : answerHops(answer, card);
  return [...before, ...forwardHops(forwarded), ...known];
}

function answerHops(answer: FirewallPacket, card: string): Hop[] {
  return [
    { table: 'raw', chain: 'PREROUTING', packet: { ...answer, states: [] } },
    { table: 'mangle', chain: 'PREROUTING', packet: answer },
    ...forwardHops({ ...answer, oif: card }),
  ];
}

export function forwardHops(packet: FirewallPacket): Hop[] {
  return [
    { table: 'mangle', chain: 'FORWARD', packet },
    { table: 'filter', chain: 'FORWARD', packet },
    { table: 'mangle', chain: 'POSTROUTING', packet },
  ];
}

export function inputHops(packet: FirewallPacket): Hop[] {
  return [
    { table: 'mangle', chain: 'INPUT', packet },
    { table: 'filter', chain: 'INPUT', packet },
  ];
}

/** Docker's DNAT rule takes it; where none does, Docker's proxy gets it as a process of the host. */
function isTranslated(path: PublishedPath, arriving: FirewallPacket, { firewalls }: Seen): boolean {
  const ends = firewalls.walk('nat', 'PREROUTING', arriving);
  return ends.some(
    (end) => end.kind === 'dnat' && end.to === `${path.containerAddress}:${path.port.containerPort}`,
  );
}

/** The first packet of a connection from outside, as it arrives. */
export function packetToHost(port: number, iif: string, { question, network }: Seen): FirewallPacket {
  const to = network.hostSubnets.find(({ device }) => device === iif)?.address ?? question.server ?? '';
  const from = question.client === undefined ? {} : { from: question.client };
  return {
    protocol: 'tcp',
    ...from,
    to,
    port,
    sourcePort: EPHEMERAL,
    iif,
    states: ['NEW'],
    toLocal: true,
    fromLocal: false,
  };
}

/** A port of the kind that clients get. */
const EPHEMERAL = 40_000;

/** The counter of the port's own rule stood still while somebody tried: what comes after that rule never saw the packets. */
function neverArrives(port: number, { arrivals }: Seen): boolean {
  const arrival = arrivals?.get(port);
  return arrival !== undefined && arrival.after <= arrival.before;
}

/** From a process of the host outwards. */
export function outputHops(to: string, port: number, { routeAnswers }: Seen): Hop[] {
  const oif = routeAnswers?.to(to)?.device;
  const packet: FirewallPacket = {
    protocol: 'tcp',
    to,
    port,
    ...(oif !== undefined && { oif }),
    states: ['NEW'],
    toLocal: false,
    fromLocal: true,
  };
  return ['raw', 'mangle', 'filter'].map((table) => ({ table, chain: 'OUTPUT', packet }));
}

/** From a container's bridge outwards, or to an address of the host itself. */
export function outboundHops(
  { from, bridge }: { readonly from: string; readonly bridge: string },
  to: { readonly address: string; readonly port: number },
  { network, routeAnswers, firewalls }: Seen,
): readonly Hop[] {
  const toLocal = network.addresses.some(({ address }) => address === to.address);
  const packet: FirewallPacket = {
    protocol: 'tcp',
    from,
    to: to.address,
    port: to.port,
    sourcePort: EPHEMERAL,
    iif: bridge,
    states: ['NEW'],
    toLocal,
    fromLocal: false,
  };
  const before = [
    { table: 'raw', chain: 'PREROUTING', packet },
    { table: 'mangle', chain: 'PREROUTING', packet },
  ];
  if (toLocal) {
    // Without Docker's proxy, and between networks, a published port is translated before INPUT could see the packet.
    const translated = firewalls.walk('nat', 'PREROUTING', packet).some(({ kind }) => kind === 'dnat');
    return translated ? before : [...before, ...inputHops(packet)];
  }
  const oif = routeAnswers?.to(to.address)?.device ?? outsideDevice(network);
  return [...before, ...forwardHops({ ...packet, ...(oif !== undefined && { oif }) })];
}
