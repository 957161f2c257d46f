import { connected, describeOutcome, needKeys } from '../../model/attempts.ts';
import { hasConnectedRoute, type BridgeSubnet } from '../../model/network.ts';
import { addressIn, formatPrefix } from '../../model/prefix.ts';
import type { Views } from '../../model/views.ts';
import { equals, members } from './bridge-overlap.ts';
import { moveBridge } from './move-bridge.ts';
import { defineRule, type Finding } from '../rule.ts';

/**
 * Seen: the application answers 500 and cannot open its database, the host cannot reach it either, other servers can.
 * Why: a Docker network took a range that contains the database's address, so the packets go into a bridge.
 * Not seen: services that the inventory does not list under `needs`.
 */
export const bridgeSubnetShadowsRemoteService = defineRule({
  id: 'bridge-subnet-shadows-remote-service',
  title: 'A Docker network covers the address of a service that the host must reach',
  needs: ['network', 'bridges', 'containers', 'routeAnswers', 'question'],
  wants: ['attempts'],
  evaluate: (views) =>
    views.question.needs.flatMap((need) =>
      need.resolved.flatMap((address) => {
        const route = views.routeAnswers.to(address);
        const bridge = views.bridges.find(
          ({ device, prefix }) => device === route?.device && addressIn(address, prefix),
        );
        if (bridge === undefined || route === undefined) return [];
        if (isContainer(address, bridge, views) || belongsToCard(bridge, address, views)) return [];
        const outcome = views.attempts?.toNeed(need.name);
        // Refused: somebody in there has the address.
        if (connected(outcome) || outcome?.kind === 'refused') return [];
        const at = need.port === undefined ? address : `${address}:${need.port}`;
        const finding: Finding = {
          severity: 'critical',
          certainty: 'proven',
          subject: { kind: 'need', name: need.name },
          title: `The Docker network ${bridge.network} covers the address of ${need.name}`,
          explanation: `${need.name} is at ${address}, and Docker network ${bridge.network} (${bridge.device}) holds ${formatPrefix(bridge.prefix)}, which contains it. The host and its containers look for ${need.name} inside that bridge, where nobody has the address; servers without such a network are not affected.`,
          evidence: [
            { source: route.evidence.source, lines: [...route.evidence.lines] },
            { source: 'ip route', lines: routesOf(bridge, views) },
            ...(outcome === undefined
              ? []
              : [{ source: `connection attempt from the host to ${at}`, lines: [describeOutcome(outcome)] }]),
          ],
          falsifier: `wrong if \`ip route get ${address}\` does not say dev ${bridge.device}`,
          fix: moveBridge({ bridge }, views),
          explains: [...needKeys(views.attempts, need.name)],
        };
        return [finding];
      }),
    ),
});

/** A need may be a container of that very network on purpose. */
function isContainer(
  address: string,
  bridge: BridgeSubnet,
  { containers }: Pick<Views, 'containers'>,
): boolean {
  return address === bridge.address || members(bridge, containers).some(({ ipv4 }) => ipv4 === address);
}

/** A bridge with the card's own subnet, and a card whose route was deleted, are causes of their own. */
function belongsToCard(bridge: BridgeSubnet, address: string, { network }: Pick<Views, 'network'>): boolean {
  return network.hostSubnets.some(
    (host) => addressIn(address, host.prefix) && (equals(bridge, host) || !hasConnectedRoute(network, host)),
  );
}

function routesOf(bridge: BridgeSubnet, { network }: Pick<Views, 'network'>): string[] {
  return network.routes
    .filter(({ table, device }) => table === 'main' && device === bridge.device)
    .map(({ text }) => text.trim());
}
