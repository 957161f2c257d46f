import { connected, describeOutcome, failed, needKeys } from '../../model/attempts.ts';
import { hasConnectedRoute, type DeviceSubnet } from '../../model/network.ts';
import { addressIn, formatPrefix, overlaps, samePrefix } from '../../model/prefix.ts';
import type { RouteAnswer } from '../../model/route-answers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences, type Said, type Text } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { routeEvidence } from './route-evidence.ts';

type Seen = Pick<Views, 'network' | 'bridges' | 'routeAnswers' | 'question'> &
  Partial<Pick<Views, 'attempts'>>;

/**
 * Seen: connections from outside work, the database or the load balancer in the host's own subnet does not.
 * Why: the card has its address but the connected route of its subnet is gone (`route del -net …`), so that neighbours are
 * looked for at the gateway or in a bridge that covers the same range.
 * Not seen: who deleted it. A /32 address (some clouds' design), a point-to-point link and an address that was added
 * with `noprefixroute` have no such route on purpose.
 */
export const connectedRouteDeletedByHand = defineRule({
  id: 'connected-route-deleted-by-hand',
  title: say`The route of the network card's own subnet is missing`,
  needs: ['network', 'bridges', 'routeAnswers', 'question'],
  wants: ['attempts'],
  evaluate: (views) =>
    views.network.hostSubnets
      .filter(
        (subnet) =>
          shouldHaveRoute(subnet, views) &&
          !hasConnectedRoute(views.network, subnet) &&
          !isServedByOther(subnet, views),
      )
      .map((subnet) => finding(subnet, views)),
});

/** A second card in a subnet whose neighbours are reached by the first is often made without that route. */
function isServedByOther({ device, prefix }: DeviceSubnet, { network }: Seen): boolean {
  return network.hostSubnets.some(
    (other) =>
      other.device !== device && samePrefix(other.prefix, prefix) && hasConnectedRoute(network, other),
  );
}

function shouldHaveRoute({ device, prefix, source }: DeviceSubnet, { network }: Seen): boolean {
  const link = network.links.find(({ name }) => name === device);
  const pointToPoint = source.peer !== undefined || link?.flags.includes('POINTOPOINT') === true;
  const up = link === undefined || link.flags.includes('UP');
  return (
    source.family === 4 &&
    prefix.length < 32 &&
    up &&
    !pointToPoint &&
    !source.secondary &&
    !source.flags.includes('noprefixroute')
  );
}

function finding(subnet: DeviceSubnet, views: Seen): Finding {
  const { device, address, prefix } = subnet;
  const text = formatPrefix(prefix);
  const lost = views.question.needs.filter(({ resolved }) => resolved.some((one) => addressIn(one, prefix)));
  const broken = lost.filter(({ name }) => failed(views.attempts?.toNeed(name)));
  const works = lost.length > 0 && lost.every(({ name }) => connected(views.attempts?.toNeed(name)));
  const rival = views.bridges.find((bridge) => overlaps(bridge.prefix, prefix));
  const example = lost[0]?.resolved.find((one) => addressIn(one, prefix));
  const route = example === undefined ? undefined : views.routeAnswers.to(example);
  return {
    severity: broken.length > 0 ? 'critical' : works ? 'notice' : 'warning',
    certainty: 'proven',
    subject: { kind: 'device', name: device },
    title: say`The route to ${device}'s own subnet was deleted`,
    explanation: sentences(
      say`${device} is ${address}/${prefix.length}, but there is no route to ${text} by ${device}. The kernel makes that route with the address, so somebody removed it.`,
      example === undefined
        ? say`Machines in ${text} are no longer looked for on ${device}.`
        : astray(say`${lost[0]?.name ?? ''} (${example})`, route, device),
      rival !== undefined &&
        say`${rival.device} overlaps with that subnet, which is probably why it was deleted; once the route is back, the overlap breaks containers again.`,
    ),
    evidence: [
      { source: `ip -4 addr show dev ${device}`, lines: [`inet ${address}/${prefix.length} ${device}`] },
      routeEvidence(views.network.routes.filter(({ table }) => table === 'main')),
      ...(route === undefined ? [] : [{ source: route.evidence.source, lines: [...route.evidence.lines] }]),
      ...broken.map(({ name, address: at, port }) => ({
        source: say`connection attempt from the host to ${say`${name} (${port === undefined ? at : `${at}:${port}`})`}`,
        lines: [describeOutcome(views.attempts?.toNeed(name) ?? { kind: 'not-tried', because: '' })],
      })),
    ],
    falsifier: say`wrong if \`ip route show ${text}\` prints a line with dev ${device}`,
    fix: {
      summary:
        rival === undefined
          ? say`Put the route back.`
          : say`First move ${rival.device} to another subnet, then put the route back.`,
      commands: [
        ...(rival === undefined
          ? []
          : [
              say`# first give ${rival.device} (Docker network ${rival.network}) a subnet outside ${text}; then:`,
            ]),
        `ip route add ${text} dev ${device} proto kernel scope link src ${address}`,
      ],
      risk:
        rival === undefined
          ? say`None for running connections; the route is what the kernel itself would make.`
          : say`While ${rival.device} holds ${formatPrefix(rival.prefix)}, putting the route back cuts its containers off again.`,
    },
    explains: broken.flatMap(({ name }) => needKeys(views.attempts, name)),
  };
}

function astray(what: Said, route: RouteAnswer | undefined, device: string): Text {
  return route?.device === undefined
    ? say`Packets for ${what} go nowhere instead of straight out of ${device}.`
    : say`Packets for ${what} go to ${route.gateway ?? route.device} instead of straight out of ${device}.`;
}
