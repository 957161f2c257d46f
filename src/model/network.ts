import type { Address } from '../facts/addresses.ts';
import type { DockerNetwork } from '../facts/docker-networks.ts';
import type { Link } from '../facts/links.ts';
import type { PolicyRule } from '../facts/policy-rules.ts';
import type { Route } from '../facts/routes.ts';
import { contains, formatPrefix, overlaps, parsePrefix, type Prefix } from './prefix.ts';
import { Routing } from './routing.ts';

/** The host's own side of the network. */
export interface Network {
  readonly links: readonly Link[];
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  /** `ip rule`; empty where there are only the kernel's own three. */
  readonly rules: readonly PolicyRule[];
  readonly routing: Routing;
  /** Of all of Docker's networks, whatever their driver. */
  readonly dockerSubnets: readonly string[];
  /** Subnets that the host's own cards hold an address in: no loopback, no bridge of Docker, no veth. */
  readonly hostSubnets: readonly DeviceSubnet[];
}

export interface DeviceSubnet {
  readonly device: string;
  readonly address: string;
  readonly prefix: Prefix;
  readonly source: Address;
}

/** A bridge network of Docker as it stands on the host. */
export interface BridgeSubnet {
  /** Docker's name: `bridge`, `vhnet`. */
  readonly network: string;
  readonly networkId: string;
  readonly device: string;
  /** From the device where it holds an address, else from Docker's configuration. */
  readonly prefix: Prefix;
  /** The bridge's own address. */
  readonly address?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether Docker was asked to translate what leaves it; absent: Docker's default, which is to do so. */
  readonly masquerade?: boolean;
  /** The surroundings are to know its addresses, so that nothing is translated (Docker 27 and later). */
  readonly routed?: boolean;
  /** ISO 8601, as Docker noted it; of the default bridge it is the start of the daemon. */
  readonly created?: string;
}

export function joinNetwork(
  links: readonly Link[],
  addresses: readonly Address[],
  routes: readonly Route[],
  rules: readonly PolicyRule[],
  networks: readonly DockerNetwork[],
): Network {
  const dockerDevices = new Set(networks.map(({ bridgeDevice }) => bridgeDevice));
  const cables = new Set(links.filter(({ kind }) => kind === 'veth').map(({ name }) => name));
  const own = ({ device, scope, family, prefixLength }: Address) =>
    scope !== 'host' &&
    // A container's cable has no IPv4 subnet of its own.
    (!cables.has(device) || (family === 4 && scope === 'global' && prefixLength < 32)) &&
    !dockerDevices.has(device) &&
    !looksLikeDocker(device);
  const isHostCard = new Set(addresses.filter(own).map(({ device }) => device));
  // A veth is the card itself in a host that is a container of its own (LXC, systemd-nspawn): it holds the default route.
  for (const { device, destination } of routes) {
    if (
      device !== undefined &&
      destination === '0.0.0.0/0' &&
      !dockerDevices.has(device) &&
      !looksLikeDocker(device)
    ) {
      isHostCard.add(device);
    }
  }
  return {
    links,
    addresses,
    routes,
    rules,
    routing: new Routing(routes, rules, addresses),
    dockerSubnets: networks.flatMap(({ subnets }) => subnets.map(({ subnet }) => subnet)),
    hostSubnets: addresses
      .filter(({ device, scope }) => isHostCard.has(device) && scope === 'global')
      .flatMap((source) => {
        const prefix = parsePrefix(`${source.peer ?? source.address}/${source.prefixLength}`);
        return prefix === undefined
          ? []
          : [{ device: source.device, address: source.address, prefix, source }];
      }),
  };
}

/** Names that Docker gives; they tell even where Docker itself does not answer. */
function looksLikeDocker(device: string): boolean {
  return /^(docker\d+|docker_gwbridge|br-[0-9a-f]{12})$/.test(device);
}

/** Every IPv4 subnet of every bridge network, the device's own address first: that is what the kernel routes by. */
export function bridgeSubnets(
  networks: readonly DockerNetwork[],
  addresses: readonly Address[],
): readonly BridgeSubnet[] {
  const byDevice = new Map<string, Address[]>();
  for (const address of addresses) {
    if (address.family !== 4 || address.scope === 'link') continue;
    const held = byDevice.get(address.device);
    if (held === undefined) byDevice.set(address.device, [address]);
    else held.push(address);
  }
  return networks.flatMap((network) => {
    const device = network.bridgeDevice;
    if (device === undefined) return [];
    // A routed network is one whose addresses the surroundings know.
    const { gatewayModeIpv4: mode } = network.options;
    const routed = mode === 'routed';
    const masquerade = routed ? false : network.options.masquerade;
    const base = {
      network: network.name,
      networkId: network.id,
      device,
      labels: network.labels,
      ...(masquerade !== undefined && { masquerade }),
      ...(routed && { routed }),
      ...(network.created !== undefined && { created: network.created }),
    };
    const held = (byDevice.get(device) ?? []).flatMap(({ address, prefixLength }) => {
      const prefix = parsePrefix(`${address}/${prefixLength}`);
      return prefix === undefined ? [] : [{ ...base, prefix, address }];
    });
    return held;
  });
}

/** Bridges by the host's own word, for a host whose Docker does not answer. */
export function bridgeSubnetsWithoutDocker(addresses: readonly Address[]): readonly BridgeSubnet[] {
  return addresses
    .filter(({ device, family, scope }) => looksLikeDocker(device) && family === 4 && scope !== 'link')
    .flatMap(({ device, address, prefixLength }) => {
      const prefix = parsePrefix(`${address}/${prefixLength}`);
      const network = device === 'docker0' ? 'bridge' : device;
      return prefix === undefined ? [] : [{ network, networkId: '', device, prefix, address, labels: {} }];
    });
}

/**
 * Whether the kernel has a direct way into the card's whole subnet by that card: the connected route, or routes that cover
 * it piece by piece, in any table. A single address (the gateway) with a route of its own is no way into the subnet.
 */
export function hasConnectedRoute(
  { routes }: Pick<Network, 'routes'>,
  { device, prefix }: DeviceSubnet,
): boolean {
  const pieces = routes
    .filter((route) => route.device === device && route.gateway === undefined && route.type === 'unicast')
    .map(({ destination }) => parsePrefix(destination))
    .filter((piece) => piece !== undefined && piece.length > 0 && overlaps(piece, prefix));
  return pieces.some((piece) => piece && contains(piece, prefix)) || covered(pieces, prefix);
}

function covered(pieces: readonly (Prefix | undefined)[], prefix: Prefix): boolean {
  const distinct = new Map(pieces.map((piece) => [piece && formatPrefix(piece), piece]));
  const outermost = [...distinct.values()].filter(
    (piece) =>
      ![...distinct.values()].some((other) => other !== piece && other && piece && contains(other, piece)),
  );
  const width = prefix.family === 4 ? 32n : 128n;
  const size = ({ length }: Prefix) => 1n << (width - BigInt(length));
  return outermost.reduce((sum, piece) => sum + (piece ? size(piece) : 0n), 0n) >= size(prefix);
}
