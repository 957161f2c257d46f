import { connected, describeOutcome, needKeys } from '../../model/attempts.ts';
import { hasConnectedRoute, type BridgeSubnet } from '../../model/network.ts';
import { addressIn, formatPrefix } from '../../model/prefix.ts';
import type { Outcome } from '../../facts/snapshot.ts';
import type { Views } from '../../model/views.ts';
import { list, say, sentences, type Sayable, type Text } from '../../text/say.ts';
import { covers, equals, lostInside, type OverlapViews } from './bridge-overlap.ts';
import { moveBridge } from './move-bridge.ts';
import { routeEvidence } from './route-evidence.ts';
import { defineRule, type Evidence, type Finding } from '../rule.ts';
import { gatewaysOf, inCloudRange, resolversOf, shadowOver } from './shadow.ts';

/**
 * Seen: the application answers 500 and cannot open its database, the host cannot reach it either, other servers can.
 * Why: a Docker network took a range that contains the database's address (or the name server's), so the packets go into a
 * bridge. The range may lie inside the card's own subnet: the bridge's is then the more specific route.
 * Not seen: services that the inventory does not list under `needs`.
 */
export const bridgeSubnetShadowsRemoteService = defineRule({
  id: 'bridge-subnet-shadows-remote-service',
  title: say`A Docker network covers the address of a service that the host must reach`,
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['attempts', 'resolvConf', 'daemonSetup'],
  evaluate: (views) => [
    ...servicesOf(views).flatMap((service) =>
      service.addresses.flatMap((address): Finding[] => {
        const shadow = inCloudRange(address) ? undefined : shadowOver(address, views);
        if (shadow === undefined || belongsToCard(shadow.bridge, address, views)) return [];
        const { bridge, route } = shadow;
        const { name, what, port, outcome } = service;
        // Refused: somebody in there has the address.
        if (connected(outcome) || outcome?.kind === 'refused') return [];
        const at = port === undefined ? address : `${address}:${port}`;
        return [
          {
            severity: 'critical',
            certainty: 'proven',
            subject: { kind: service.kind, name },
            title: say`The Docker network ${bridge.network} covers the address of ${what}`,
            explanation: sentences(
              say`${what} is at ${address}, and Docker network ${bridge.network} (${bridge.device}) holds ${formatPrefix(bridge.prefix)}, which contains it.`,
              say`The host and its containers look for ${what} inside that bridge, where nobody has the address; servers without such a network are not affected.`,
              insideCard(bridge, views),
            ),
            evidence: [
              { source: route.evidence.source, lines: [...route.evidence.lines] },
              routesOf(bridge, views),
              ...(outcome === undefined
                ? []
                : [
                    {
                      source: say`connection attempt from the host to ${at}`,
                      lines: [describeOutcome(outcome)],
                    },
                  ]),
            ],
            falsifier: say`wrong if \`ip route get ${address}\` does not say dev ${bridge.device}`,
            fix: moveBridge({ bridge }, views),
            explains: service.keys,
          },
        ];
      }),
    ),
    ...views.bridges.flatMap((bridge) => insideFinding(bridge, views)),
  ],
});

/** The host goes around the bridge by a closer route; its containers cannot. */
function insideFinding(bridge: BridgeSubnet, views: OverlapViews): Finding[] {
  const onCard = views.network.hostSubnets.some((host) => equals(bridge, host) || covers(bridge, host));
  const lost = lostInside(bridge, views).filter(
    ({ address }) => views.routeAnswers.to(address)?.device !== bridge.device && !inCloudRange(address),
  );
  const [first] = lost;
  if (onCard || first === undefined) return [];
  const whom = list([...new Set(lost.map(({ container }) => container))], 'and');
  const route = views.routeAnswers.to(first.address);
  return [
    {
      severity: 'critical',
      certainty: 'proven',
      subject: { kind: 'need', name: first.need },
      title: say`The Docker network ${bridge.network} covers the address of ${first.need} for its own containers`,
      explanation: sentences(
        say`${first.need} is at ${first.address}, and Docker network ${bridge.network} (${bridge.device}) holds ${formatPrefix(bridge.prefix)}, which contains it.`,
        say`Inside ${whom} that address counts as a neighbour's in the same network, where nobody has it.`,
        say`The host itself has another way there, which containers of this network never come to use.`,
      ),
      evidence: [
        routesOf(bridge, views),
        ...(route === undefined ? [] : [{ source: route.evidence.source, lines: [...route.evidence.lines] }]),
        {
          source: say`connection attempts to ${first.need} inside containers`,
          lines: lost.map(({ container, need }) => say`${container}: ${need} cannot be reached`),
        },
      ],
      falsifier: say`wrong if ${first.need} answers inside ${first.container}`,
      fix: moveBridge({ bridge }, views),
      explains: lost.map(({ need, container }) => `need:${need}:${container}`),
    },
  ];
}

interface Service {
  readonly kind: 'need' | 'resolver';
  readonly name: string;
  /** The same for people. */
  readonly what: Sayable;
  readonly addresses: readonly string[];
  readonly port?: number;
  readonly outcome?: Outcome;
  readonly keys: readonly string[];
}

type Seen = Pick<Views, 'network' | 'question'> & Partial<Pick<Views, 'attempts' | 'resolvConf'>>;

function servicesOf({ question, attempts, resolvConf, network }: Seen): readonly Service[] {
  const needs = question.needs.map(({ name, port, resolved }): Service => {
    const outcome = attempts?.toNeed(name);
    return {
      kind: 'need',
      name,
      what: name,
      addresses: resolved,
      ...(port !== undefined && { port }),
      ...(outcome !== undefined && { outcome }),
      keys: needKeys(attempts, name),
    };
  });
  const gateways = gatewaysOf({ network });
  const resolvers = resolversOf({ ...(resolvConf && { resolvConf }) })
    .filter((address) => !gateways.includes(address))
    .map((address): Service => ({
      kind: 'resolver',
      name: `name server ${address}`,
      what: say`name server ${address}`,
      addresses: [address],
      port: 53,
      // A name that has no address is what a silent name server looks like.
      keys: question.needs
        .filter(({ resolved }) => resolved.length === 0)
        .flatMap(({ name }) => needKeys(attempts, name)),
    }));
  return [...needs, ...resolvers];
}

/** A bridge with the card's own subnet, and a card whose route was deleted, are causes of their own. */
function belongsToCard(bridge: BridgeSubnet, address: string, { network }: Pick<Views, 'network'>): boolean {
  return network.hostSubnets.some(
    (host) => addressIn(address, host.prefix) && (equals(bridge, host) || !hasConnectedRoute(network, host)),
  );
}

/** Otherwise a reader takes the card's own subnet, which also holds the address, for the way. */
function insideCard({ prefix, device }: BridgeSubnet, { network }: Pick<Views, 'network'>): Text | undefined {
  const card = network.hostSubnets.find(
    (host) =>
      host.prefix.length < prefix.length && addressIn(formatPrefix(prefix).split('/')[0] ?? '', host.prefix),
  );
  return card === undefined
    ? undefined
    : say`${device}'s range lies inside ${card.device}'s ${formatPrefix(card.prefix)}, and of two routes the kernel takes the one for the smaller range.`;
}

function routesOf(bridge: BridgeSubnet, { network }: Pick<Views, 'network'>): Evidence {
  return routeEvidence(
    network.routes.filter(({ table, device }) => table === 'main' && device === bridge.device),
  );
}
