import { Attempts, type PortOutcomes } from './attempts.ts';
import type { Container, PublishedPort } from './containers.ts';
import type { FirewallPacket } from './firewall/packet.ts';
import type { Network } from './network.ts';

/** The way of a packet from outside to a published port of a running container in a bridge network. */
export interface PublishedPath {
  readonly container: Container;
  readonly port: PublishedPort;
  readonly bridge: string;
  readonly containerAddress: string;
  readonly outcomes: PortOutcomes;
}

export function publishedPaths(
  containers: readonly Container[],
  attempts: Attempts = new Attempts([]),
): readonly PublishedPath[] {
  return containers.flatMap((container) => {
    const attachment = container.attachments.find(
      ({ bridge, ipv4 }) => bridge !== undefined && ipv4 !== undefined,
    );
    if (!container.running || attachment?.bridge === undefined || attachment.ipv4 === undefined) return [];
    const { bridge, ipv4: containerAddress } = attachment;
    return container.published
      .filter(({ bound, protocol }) => bound && protocol === 'tcp')
      .map((port) => ({
        container,
        port,
        bridge,
        containerAddress,
        outcomes: attempts.onPort(port.hostPort),
      }));
  });
}

/** Published to the outside: on every address, or on one that is not loopback. */
export function isOpenToOutside({ hostIp }: PublishedPort): boolean {
  return !hostIp.startsWith('127.') && hostIp !== '::1';
}

/** The card by which packets from outside come in: the one of the default route, else the first with an address. */
export function outsideDevice({ routes, hostSubnets }: Network): string | undefined {
  const hostDevices = new Set(hostSubnets.map(({ device }) => device));
  const byDefault = routes.find(
    ({ destination, device, table }) =>
      destination === '0.0.0.0/0' && table === 'main' && device !== undefined && hostDevices.has(device),
  );
  return byDefault?.device ?? hostSubnets[0]?.device;
}

/** The packet after DNAT, on its way from the card into the bridge. */
export function forwardedPacket(path: PublishedPath, iif: string, from: string | undefined): FirewallPacket {
  return {
    protocol: 'tcp',
    ...(from !== undefined && { from }),
    to: path.containerAddress,
    port: path.port.containerPort,
    iif,
    oif: path.bridge,
    states: ['NEW', 'DNAT'],
    originalPort: path.port.hostPort,
    toLocal: false,
    fromLocal: false,
  };
}
