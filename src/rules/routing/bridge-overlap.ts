import { failed } from '../../model/attempts.ts';
import { parsePrefix, addressIn, contains, samePrefix } from '../../model/prefix.ts';
import { hasConnectedRoute, type BridgeSubnet, type DeviceSubnet } from '../../model/network.ts';
import type { Container } from '../../model/containers.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { Views } from '../../model/views.ts';
import { say, type Sayable } from '../../text/say.ts';

/** What the two overlap rules look at. */
export type OverlapViews = Pick<Views, 'network' | 'bridges' | 'containers' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'neighbours' | 'attempts' | 'daemonSetup'>>;

export interface Overlap {
  readonly bridge: BridgeSubnet;
  readonly host: DeviceSubnet;
}

export function overlapsOf(
  { network, bridges }: OverlapViews,
  relation: (bridge: BridgeSubnet, host: DeviceSubnet) => boolean,
): readonly Overlap[] {
  return bridges.flatMap((bridge) =>
    network.hostSubnets
      .filter((host) => host.device !== bridge.device && relation(bridge, host))
      // A card with two addresses in one subnet overlaps once.
      .filter((host, index, all) => all.findIndex((other) => isSameSubnet(other, host)) === index)
      .map((host) => ({ bridge, host })),
  );
}

const isSameSubnet = (one: DeviceSubnet, other: DeviceSubnet) =>
  one.device === other.device && samePrefix(one.prefix, other.prefix);

export const equals = (bridge: BridgeSubnet, host: DeviceSubnet) => samePrefix(bridge.prefix, host.prefix);

export const covers = (bridge: BridgeSubnet, host: DeviceSubnet) =>
  contains(bridge.prefix, host.prefix) && !samePrefix(bridge.prefix, host.prefix);

/** Who suffers: containers whose packets leave by the wrong device, and neighbours of the host that the bridge swallows. */
export interface Harm {
  readonly lost: readonly { readonly container: Container; readonly route: RouteAnswer }[];
  readonly swallowed: readonly {
    readonly name: string;
    /** With its address. */
    readonly what: Sayable;
    readonly need: boolean;
    readonly route: RouteAnswer;
  }[];
  /** Needs that fail inside a container alone, which takes their address for that of a neighbour in its own network. */
  readonly inside: readonly { readonly container: string; readonly need: string; readonly address: string }[];
}

export function harmOf(overlap: Overlap, views: OverlapViews): Harm {
  const { bridge, host } = overlap;
  return {
    lost: members(bridge, views.containers).flatMap(({ container, ipv4 }) => {
      const route = container.running ? views.routeAnswers.to(ipv4) : undefined;
      // A packet that a policy rule or a VPN leads elsewhere is not lost to the overlap.
      return route?.device === host.device ? [{ container, route }] : [];
    }),
    // Without the card's own route it is that route's absence that sends its neighbours into the bridge.
    swallowed: (hasConnectedRoute(views.network, host) ? neighboursOfHost(host, views) : []).flatMap(
      ({ name, what, address, need }) => {
        const route = views.routeAnswers.to(address);
        return route?.device === bridge.device ? [{ name, what, need, route }] : [];
      },
    ),
    inside: lostInside(bridge, views),
  };
}

/** Inside a container of the bridge every address of its range is a neighbour's, whatever the host's routes say. */
export function lostInside(bridge: BridgeSubnet, views: OverlapViews): Harm['inside'] {
  const inBridge = members(bridge, views.containers);
  return views.question.needs.flatMap(({ name, resolved }) => {
    const address = resolved.find(
      (one) =>
        addressIn(one, bridge.prefix) && one !== bridge.address && !inBridge.some(({ ipv4 }) => ipv4 === one),
    );
    if (address === undefined) return [];
    return (views.attempts?.toNeedInside(name) ?? [])
      .filter(
        ({ container, outcome }) =>
          failed(outcome) &&
          outcome.kind !== 'refused' &&
          inBridge.some((member) => member.container.name === container),
      )
      .map(({ container }) => ({ container, need: name, address }));
  });
}

/** What people notice of the lost containers: their ports, and what they in turn cannot reach, since answers to them go astray. */
export function symptomsOf(
  { lost, inside }: Pick<Harm, 'lost' | 'inside'>,
  { attempts, question }: OverlapViews,
): readonly string[] {
  const names = new Set(lost.map(({ container }) => container.name));
  const ports = lost.flatMap(({ container }) =>
    container.published.map(({ hostPort }) => `port:${hostPort}`),
  );
  const needs = question.needs.flatMap(({ name }) =>
    (attempts?.toNeedInside(name) ?? [])
      .filter(({ container, outcome }) => names.has(container) && failed(outcome))
      .map(({ container }) => `need:${name}:${container}`),
  );
  const within = inside.map(({ need, container }) => `need:${need}:${container}`);
  return [...new Set([...ports, ...needs, ...within])];
}

export function members(bridge: BridgeSubnet, containers: readonly Container[]) {
  return containers.flatMap((container) =>
    container.attachments
      .filter((attachment) => attachment.bridge === bridge.device && attachment.ipv4 !== undefined)
      .map(({ ipv4 = '' }) => ({ container, ipv4 })),
  );
}

/** The host's gateway and what the inventory says that it must reach, as far as they sit in the card's own subnet. */
function neighboursOfHost({ device, prefix }: DeviceSubnet, { network, question }: OverlapViews) {
  const gateways = network.routes
    .filter((route) => route.destination === '0.0.0.0/0' && route.gateway !== undefined)
    .map(({ gateway = '' }) => ({
      name: gateway,
      what: say`the gateway ${gateway}`,
      address: gateway,
      need: false,
    }));
  const needs = question.needs.flatMap(({ name, resolved }) =>
    resolved.map((address) => {
      const what = name.includes(address) ? name : say`${name} (${address})`;
      return { name, what, address, need: true };
    }),
  );
  return [...gateways, ...needs].filter(
    ({ address }) => device !== undefined && parsePrefix(address) !== undefined && addressIn(address, prefix),
  );
}
