import type { BridgeSubnet } from '../../model/network.ts';
import { addressIn, contains, parsePrefix } from '../../model/prefix.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { Views } from '../../model/views.ts';
import { members } from './bridge-overlap.ts';

/** An address that the host looks for inside a bridge although nobody in there holds it. */
export interface Shadowed {
  readonly bridge: BridgeSubnet;
  readonly route: RouteAnswer;
}

type Seen = Pick<Views, 'bridges' | 'containers' | 'routeAnswers'>;

export function shadowOver(address: string, views: Seen): Shadowed | undefined {
  const route = views.routeAnswers.to(address);
  const bridge = views.bridges.find(
    ({ device, prefix }) => device === route?.device && addressIn(address, prefix),
  );
  if (bridge === undefined || route === undefined || isContainer(address, bridge, views)) return undefined;
  return { bridge, route };
}

/** It may be a container of that very network on purpose, one with a fixed address even while it does not run. */
function isContainer(address: string, bridge: BridgeSubnet, { containers }: Seen): boolean {
  return (
    address === bridge.address ||
    members(bridge, containers).some(({ ipv4 }) => ipv4 === address) ||
    containers.some(({ inspect }) => inspect.networks.some(({ fixedIpv4 }) => fixedIpv4 === address))
  );
}

/** The bridge that holds this very address as its own. */
export function bridgeAt(address: string, { bridges }: Pick<Views, 'bridges'>): BridgeSubnet | undefined {
  return bridges.find((bridge) => bridge.address === address);
}

/** Next hops of default routes by a card of the host. */
export function gatewaysOf({ network }: Pick<Views, 'network'>): readonly string[] {
  const cards = new Set(network.hostSubnets.map(({ device }) => device));
  const hops = network.routes
    .filter(({ destination }) => destination === '0.0.0.0/0')
    .flatMap(({ gateway, device, nexthops = [] }) => [{ gateway, device }, ...nexthops]);
  const bridges = new Set(network.links.filter(({ kind }) => kind === 'bridge').map(({ name }) => name));
  return [
    ...new Set(
      hops.flatMap(({ gateway, device = '' }) =>
        gateway !== undefined && !gateway.includes(':') && (cards.has(device) || bridges.has(device))
          ? [gateway]
          : [],
      ),
    ),
  ];
}

/** The name servers that programs end up at: behind systemd's stub those that it asks. */
export function resolversOf({ resolvConf }: Partial<Pick<Views, 'resolvConf'>>): readonly string[] {
  const named = [...(resolvConf?.nameservers ?? []), ...(resolvConf?.upstream ?? [])];
  return [...new Set(named)].filter((address) => !address.startsWith('127.') && !address.includes(':'));
}

/** Ranges that clouds keep for name servers, metadata, mirrors and clocks: carrier-grade NAT's and link-local's. */
const CLOUD_RANGES = ['100.64.0.0/10', '169.254.0.0/16'].map(parsePrefix);

export function inCloudRange(address: string): boolean {
  const parsed = parsePrefix(address);
  return parsed !== undefined && CLOUD_RANGES.some((range) => range !== undefined && contains(range, parsed));
}
