import type { ContainerNetwork } from '../facts/docker-inspect.ts';
import type { DockerNetwork, DockerSubnet } from '../facts/docker-networks.ts';
import {
  contains,
  formatAddress,
  lastAddress,
  nthAddress,
  parsePrefix,
  type Prefix,
} from '../model/prefix.ts';

/** An IPv4 network from one range into another: every address keeps its distance from the start of the range. */
export interface Move {
  readonly from: Prefix;
  readonly to: Prefix;
}

/** Undefined where the new range has no such place. */
export function moved(address: string, { from, to }: Move): string | undefined {
  const held = parsePrefix(address);
  if (held === undefined || held.length !== 32 || !contains(from, held)) return undefined;
  const there = nthAddress(to, Number(held.network - from.network));
  const usable =
    contains(to, there) && there.network !== to.network && there.network !== lastAddress(to).network;
  return usable ? formatAddress(there) : undefined;
}

/** A range inside the network's, `172.18.5.0/24`, from which Docker takes addresses. */
export function movedRange(range: string, { from, to }: Move): string | undefined {
  const held = parsePrefix(range);
  if (held === undefined || !contains(from, held)) return undefined;
  const there = { ...nthAddress(to, Number(held.network - from.network)), length: held.length };
  return contains(to, there) ? `${formatAddress(there)}/${held.length}` : undefined;
}

/** Words of `docker network create` but for the IPv4 range; what Docker takes by itself is left out. */
export function createWords(network: DockerNetwork): string[] {
  return [
    '--driver',
    network.driver,
    ...(network.internal ? ['--internal'] : []),
    ...(network.attachable === true ? ['--attachable'] : []),
    ...(network.ipv6 ? ['--ipv6'] : []),
    ...pairs('--opt', network.options.all),
    ...pairs('--label', network.labels),
    ...pairs('--ipam-opt', network.ipamOptions ?? {}),
    ...network.subnets
      .filter(({ subnet }) => subnet.includes(':'))
      .flatMap(({ subnet, gateway }) => rangeWords({ subnet, ...(gateway !== undefined && { gateway }) })),
  ];
}

export function rangeWords({ subnet, gateway, ipRange, auxiliary = {} }: DockerSubnet): string[] {
  return [
    '--subnet',
    subnet,
    ...(gateway === undefined ? [] : ['--gateway', gateway]),
    ...(ipRange === undefined ? [] : ['--ip-range', ipRange]),
    ...Object.entries(auxiliary).flatMap(([name, address]) => ['--aux-address', `${name}=${address}`]),
  ];
}

/** Words of `docker network connect`. The container's short id is a name that Docker gives by itself, and would be no new one. */
export function joinWords(
  containerId: string,
  attached: ContainerNetwork,
  fixedIpv4: string | undefined,
): string[] {
  const aliases = attached.aliases.filter((alias) => !containerId.startsWith(alias) || alias.length < 12);
  return [
    ...aliases.flatMap((alias) => ['--alias', alias]),
    ...(fixedIpv4 === undefined ? [] : ['--ip', fixedIpv4]),
    ...(attached.fixedIpv6 === undefined ? [] : ['--ip6', attached.fixedIpv6]),
    ...(attached.links ?? []).flatMap((link) => ['--link', link]),
    ...Object.entries(attached.driverOptions ?? {}).flatMap(([name, value]) => [
      '--driver-opt',
      `${name}=${value}`,
    ]),
    ...(attached.gatewayPriority === undefined ? [] : ['--gw-priority', String(attached.gatewayPriority)]),
  ];
}

function pairs(option: string, of: Readonly<Record<string, string>>): string[] {
  return Object.entries(of).flatMap(([name, value]) => [option, `${name}=${value}`]);
}
