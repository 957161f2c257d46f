import { Attempts, needKeys } from '../../model/attempts.ts';
import { hasConnectedRoute, type BridgeSubnet } from '../../model/network.ts';
import { formatPrefix, samePrefix } from '../../model/prefix.ts';
import { list, say, sentences, type Said, type Text } from '../../text/say.ts';
import { symptomsOf, type Harm, type Overlap, type OverlapViews } from './bridge-overlap.ts';
import { attemptEvidence } from '../evidence.ts';
import { moveBridge } from './move-bridge.ts';
import { routeEvidence } from './route-evidence.ts';
import type { Evidence, Finding } from '../rule.ts';

/** What an overlap means to a person: who is cut off, the lines that show it, and the way out. */
export function overlapFinding(overlap: Overlap, harm: Harm, title: Said, views: OverlapViews): Finding {
  const { bridge } = overlap;
  const harmed = harm.lost.length + harm.swallowed.length + harm.inside.length > 0;
  const [firstLost] = harm.lost;
  const [firstSwallowed] = harm.swallowed;
  const shown = firstLost?.route ?? firstSwallowed?.route;
  return {
    severity: harmed ? 'critical' : 'notice',
    certainty: 'proven',
    subject: { kind: 'bridge', name: bridge.device },
    title,
    explanation: explain(overlap, harm, views),
    evidence: [routesOf(overlap, views), ...harmEvidence(harm, views)],
    falsifier:
      firstLost !== undefined
        ? say`wrong if \`ip route get ${firstLost.route.to}\` says dev ${bridge.device}`
        : shown === undefined
          ? say`wrong if \`ip -4 addr show dev ${bridge.device}\` shows no address in ${formatPrefix(bridge.prefix)}`
          : say`wrong if \`ip route get ${shown.to}\` does not say dev ${bridge.device}`,
    fix: moveBridge(overlap, views),
    explains: [
      ...symptomsOf(harm, views),
      ...harm.swallowed.filter(({ need }) => need).flatMap(({ name }) => needKeys(views.attempts, name)),
    ],
  };
}

function explain(
  overlap: Overlap,
  { lost, swallowed, inside }: Harm,
  { containers, network }: OverlapViews,
): Text {
  const { bridge, host } = overlap;
  const [firstInside] = inside;
  const spared = containers.filter(
    ({ running, published, attachments }) =>
      running &&
      published.length > 0 &&
      attachments.some((at) => at.bridge !== undefined && at.bridge !== bridge.device),
  );
  return sentences(
    describeRelation(overlap),
    lost.length > 0 &&
      say`Packets for container ${list(
        lost.map(({ container, route }) => say`${container.name} (${route.to})`),
        'and',
      )} leave by ${host.device}, where nobody has that address, instead of going into ${bridge.device}.`,
    swallowed.length > 0 &&
      say`Packets for ${list(
        swallowed.map(({ what }) => what),
        'and',
      )} go into ${bridge.device} instead of out of ${host.device}.`,
    firstInside !== undefined &&
      say`Inside ${list([...new Set(inside.map(({ container }) => container))], 'and')} the address of ${firstInside.need} (${firstInside.address}) counts as that of a neighbour in ${bridge.device}, where nobody has it.`,
    lost.length + swallowed.length + inside.length === 0 && describeQuiet(overlap, network),
    lost.length > 0 &&
      spared.length > 0 &&
      say`Containers in other networks are not affected: ${list(
        spared.slice(0, 3).map(({ name, attachments }) => say`${name} (${attachments[0]?.network ?? ''})`),
        'and',
      )}.`,
  );
}

function describeRelation({ bridge, host }: Overlap): Said {
  const held = `${bridge.address ?? formatPrefix(bridge.prefix)}/${bridge.prefix.length}`;
  const network = describeNetwork(bridge);
  return samePrefix(bridge.prefix, host.prefix)
    ? say`${bridge.device} (${network}) is ${held} and holds the same subnet as ${host.device}'s ${formatPrefix(host.prefix)}.`
    : say`${bridge.device} (${network}) is ${held} and contains ${host.device}'s ${formatPrefix(host.prefix)}.`;
}

/** An overlap that nobody suffers from now, and what would change that. */
function describeQuiet({ bridge, host }: Overlap, network: OverlapViews['network']): Said {
  if (!hasConnectedRoute(network, host)) {
    return say`Its containers can be reached because ${host.device}'s own route is missing; once that is back, they are cut off.`;
  }
  return samePrefix(bridge.prefix, host.prefix)
    ? say`Nobody is cut off by it at the moment, but which of the two routes wins can change with the next restart of the network.`
    : say`Nobody is cut off by it at the moment; a container that gets an address in ${formatPrefix(host.prefix)} will be.`;
}

function describeNetwork({ network }: BridgeSubnet): Said {
  return network === 'bridge' ? say`Docker's default bridge` : say`Docker network ${network}`;
}

function routesOf({ bridge, host }: Overlap, { network }: OverlapViews): Evidence {
  const routes = network.routes.filter(
    ({ table, device }) => table === 'main' && (device === bridge.device || device === host.device),
  );
  return routeEvidence(routes, 6);
}

function harmEvidence(
  { lost, swallowed }: Harm,
  { neighbours = [], attempts = new Attempts([]) }: OverlapViews,
): Evidence[] {
  const routes = [...lost, ...swallowed].slice(0, 3).map(({ route }) => route);
  const silent = neighbours.filter(
    ({ address, state }) =>
      routes.some(({ to }) => to === address) && (state === 'FAILED' || state === 'INCOMPLETE'),
  );
  return [
    ...routes.map(({ evidence: { source, lines } }) => ({ source, lines: [...lines] })),
    ...(silent.length > 0
      ? [
          {
            source: 'ip neigh',
            lines: silent.map(({ address, device, state }) => `${address} dev ${device} ${state}`),
          },
        ]
      : []),
    ...lost
      .flatMap(({ container }) => container.published.map(({ hostPort }) => ({ container, hostPort })))
      .slice(0, 2)
      .map(({ container, hostPort }) => attemptEvidence(attempts.onPort(hostPort), container))
      .filter(({ lines }) => lines.length > 0),
  ];
}
