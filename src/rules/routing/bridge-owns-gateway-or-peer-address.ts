import { failed, needKeys } from '../../model/attempts.ts';
import type { BridgeSubnet } from '../../model/network.ts';
import { addressIn, contains, formatPrefix } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Sayable } from '../../text/say.ts';
import { covers, equals, harmOf, overlapsOf, symptomsOf } from './bridge-overlap.ts';
import { moveBridge } from './move-bridge.ts';
import { routeEvidence } from './route-evidence.ts';
import { defineRule, type Finding } from '../rule.ts';
import { bridgeAt, gatewaysOf, resolversOf, shadowOver } from './shadow.ts';

type Seen = Pick<Views, 'network' | 'bridges' | 'containers' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'attempts' | 'neighbours' | 'resolvConf' | 'listeners'>>;

interface Taken {
  readonly what: Sayable;
  readonly address: string;
  readonly bridge: BridgeSubnet;
  /** Held as the bridge's own address, not only covered by its range. */
  readonly owned: boolean;
}

/**
 * Seen: from the moment Docker starts the host loses its gateway, the name server on it, or a neighbour; ping to the
 * Internet may still work, since the next hop was resolved before.
 * Why: the bridge's own address is the gateway's (or the peer's), so that the host takes packets for it as its own; it even
 * answers ARP questions of its neighbours for that address. Or the bridge's range covers the gateway more closely than the
 * card's.
 * Not seen: peers that nobody named. An address of a bridge at which the host itself serves names is meant.
 */
export const bridgeOwnsGatewayOrPeerAddress = defineRule({
  id: 'bridge-owns-gateway-or-peer-address',
  title: say`A bridge of Docker has the gateway's address, or a peer's`,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['attempts', 'neighbours', 'resolvConf', 'listeners', 'daemonSetup'],
  evaluate: (views) =>
    [...gatewaysTaken(views), ...peersTaken(views)].map((taken) => findingFor(taken, views)),
});

function gatewaysTaken(views: Seen): Taken[] {
  return gatewaysOf(views).flatMap((address): Taken[] => {
    const owner = bridgeAt(address, views);
    const what = say`the gateway ${address}`;
    if (owner !== undefined) return [{ what, address, bridge: owner, owned: true }];
    const shadow = shadowOver(address, views);
    // With the card's very subnet it is that overlap's doing.
    if (shadow === undefined || views.network.hostSubnets.some((host) => equals(shadow.bridge, host)))
      return [];
    const inCard = views.network.hostSubnets.some(
      ({ prefix }) => contains(prefix, shadow.bridge.prefix) && addressIn(address, prefix),
    );
    return inCard ? [{ what, address, bridge: shadow.bridge, owned: false }] : [];
  });
}

function peersTaken(views: Seen): readonly Taken[] {
  const { question, attempts, listeners = [] } = views;
  const servesNames = (address: string) =>
    listeners.some(
      ({ port, address: at }) => port === 53 && (at === address || at === '0.0.0.0' || at === '::'),
    );
  const gateways = gatewaysOf(views);
  const peers: readonly Pick<Taken, 'what' | 'address'>[] = [
    ...question.needs
      .filter(({ name }) => failed(attempts?.toNeed(name)))
      .flatMap(({ name, resolved }) =>
        resolved.map((address) => ({ what: say`${name} (${address})`, address })),
      ),
    ...resolversOf(views)
      .filter((address) => !servesNames(address))
      .map((address) => ({ what: say`the name server ${address}`, address })),
  ];
  return peers.flatMap(({ what, address }) => {
    const bridge = gateways.includes(address) ? undefined : bridgeAt(address, views);
    return bridge === undefined ? [] : [{ what, address, bridge, owned: true }];
  });
}

function findingFor({ what, address, bridge, owned }: Taken, views: Seen): Finding {
  const held = `${bridge.address ?? ''}/${bridge.prefix.length}`;
  const host = views.network.hostSubnets.find(({ prefix }) => addressIn(address, prefix));
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'bridge', name: bridge.device },
    title: owned
      ? say`Docker's bridge ${bridge.device} has the address of ${what}`
      : say`Docker's bridge ${bridge.device} covers ${what}`,
    explanation: owned
      ? sentences(
          say`${bridge.device} (Docker network ${bridge.network}) holds ${held} as its own address, and ${address} is ${what}.`,
          say`The host takes packets for ${address} as meant for itself, so the real machine cannot be reached from here or from the containers; to neighbours who ask for ${address} by ARP this host answers as well.`,
          say`Packets that only pass through the gateway may still get out as long as the old entry lasts.`,
        )
      : sentences(
          say`${bridge.device} (Docker network ${bridge.network}) holds ${formatPrefix(bridge.prefix)}, which contains ${what} and is narrower than the card's own ${host === undefined ? say`subnet` : formatPrefix(host.prefix)}.`,
          say`Packets for ${address} go into the bridge, where nobody has it; as soon as the default route is set anew, the host is cut off.`,
        ),
    evidence: [
      { source: `ip -4 addr show dev ${bridge.device}`, lines: [`inet ${held} ${bridge.device}`] },
      ...[views.routeAnswers.to(address)].flatMap((route) =>
        route === undefined ? [] : [{ source: route.evidence.source, lines: [...route.evidence.lines] }],
      ),
      routeEvidence(
        views.network.routes.filter(
          ({ table, destination, device }) =>
            table === 'main' && (destination === '0.0.0.0/0' || device === bridge.device),
        ),
        6,
      ),
    ],
    falsifier: owned
      ? say`wrong if \`ip -4 addr show dev ${bridge.device}\` does not show ${address}`
      : say`wrong if \`ip route get ${address}\` does not say dev ${bridge.device}`,
    fix: moveBridge({ bridge, ...(host !== undefined && { host }) }, views),
    explains: explained(address, bridge, views),
  };
}

/** Everything that the same bridge takes: needs at that address or beyond it, and containers on a range that the card has. */
function explained(address: string, bridge: BridgeSubnet, views: Seen): readonly string[] {
  const isGateway = gatewaysOf(views).includes(address);
  const beyond = views.question.needs.filter(
    ({ resolved }) =>
      resolved.includes(address) ||
      (isGateway && resolved.some((one) => views.routeAnswers.to(one)?.gateway === address)) ||
      resolved.some((one) => shadowOver(one, views)?.bridge.device === bridge.device),
  );
  const overlaps = [...overlapsOf(views, equals), ...overlapsOf(views, covers)].filter(
    (overlap) => overlap.bridge.device === bridge.device,
  );
  return [
    ...beyond.flatMap(({ name }) => needKeys(views.attempts, name)),
    ...overlaps.flatMap((overlap) => symptomsOf(harmOf(overlap, views), views)),
  ];
}
