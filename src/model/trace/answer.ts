import { say } from '../../text/say.ts';
import { checkSource } from './check-source.ts';
import { chooseRoute, isWay, type Way } from './choose-route.ts';
import { Flight, type Next } from './flight.ts';
import { forward } from './forward.ts';
import { isSilent, nobodyAt } from './depart.ts';
import { leaveContainer } from './leave-container.ts';
import { passRules } from './pass-rules.ts';
import { isDeadEnd, type DeadEnd, type TracedPacket } from './trace.ts';
import type { Place, World } from './world.ts';

/** Who answers: the container at a place, a process of the host, or somebody beyond a device of the host. */
export type Answerer =
  | { readonly kind: 'container'; readonly place: Place }
  | { readonly kind: 'host' }
  | { readonly kind: 'beyond'; readonly device: string };

/** The first answer on its way back to whoever began; undefined where nothing that is known stops it. */
export function answerTo(
  flight: Flight,
  world: World,
  by: Answerer,
  origin: TracedPacket['origin'],
): DeadEnd | undefined {
  if (flight.from === undefined) {
    return flight.pass({
      layer: 'route',
      where: say`the way back`,
      decided: say`not known`,
      source: 'ip route get <client>',
      unsure: say`who sent it is not known`,
    });
  }
  const back = new Flight(
    { protocol: flight.protocol, from: flight.to, to: flight.from, port: 0 },
    flight.hops,
    true,
  );
  back.sourcePort = flight.port;
  back.remember(flight);
  const next = begin(back, world, by);
  return settled(next, back, flight, world, origin);
}

function begin(back: Flight, world: World, by: Answerer): Next | 'sent' {
  switch (by.kind) {
    case 'container':
      return leaveContainer(back, world, by.place.container);
    case 'beyond':
      back.iif = by.device;
      return { at: 'host' };
    case 'host':
      return 'sent';
  }
  return by satisfies never;
}

function settled(
  next: Next | 'sent',
  back: Flight,
  flight: Flight,
  world: World,
  origin: TracedPacket['origin'],
): DeadEnd | undefined {
  if (next === 'sent') return sentBack(back, flight, world, origin);
  if (next.at === 'host') return throughHost(back, flight, world, origin);
  // Else it is where it belongs: in a container of the same bridge.
  return next.at === 'end' && isDeadEnd(next.end) ? next.end : undefined;
}

/** Connection tracking puts the addresses back: the target before the route is chosen, the sender after it. */
function throughHost(
  back: Flight,
  flight: Flight,
  world: World,
  origin: TracedPacket['origin'],
): DeadEnd | undefined {
  const stopped = passRules(back, world, 'prerouting');
  if (stopped !== undefined) return stopped;
  if (flight.translated.has('SNAT') && flight.originalFrom !== undefined) back.to = flight.originalFrom;
  const way = chooseRoute(back, world);
  if (!isWay(way)) return way;
  if (way.local) return checkSource(back, world) ?? passRules(back, world, 'input');
  back.oif = way.device;
  const dead = forward(back, world);
  if (dead !== undefined) return dead;
  if (flight.translated.has('DNAT') && flight.originalTo !== undefined) back.from = flight.originalTo;
  return homewards(back, world, way, { flight, origin });
}

function sentBack(
  back: Flight,
  flight: Flight,
  world: World,
  origin: TracedPacket['origin'],
): DeadEnd | undefined {
  const way = chooseRoute(back, world);
  if (!isWay(way)) return way;
  if (way.local) return undefined;
  back.oif = way.device;
  const dead = passRules(back, world, 'output') ?? passRules(back, world, 'postrouting');
  return dead ?? homewards(back, world, way, { flight, origin });
}

/** By the card that it came in by; but the next hop may be another than that of the host's own packets, or gone. */
function byGateway(back: Flight, world: World, { device = '', gateway, hop }: Way): DeadEnd | undefined {
  const silent = world.neighbour(device, gateway ?? back.to);
  if (isSilent(silent)) return back.die('unreachable', nobodyAt(hop, silent));
  const usual = world.routing(back.family)?.routeTo({ to: back.to });
  if (usual?.kind !== 'route' || usual.gateway === gateway) return undefined;
  const unsure =
    usual.gateway === undefined
      ? say`the host's own packets to ${back.to} go straight`
      : say`the host's own packets to ${back.to} go by ${usual.gateway}`;
  return back.pass({ ...hop, unsure });
}

/** Whether the device leads to whoever began. */
function homewards(
  back: Flight,
  world: World,
  way: Way,
  { flight, origin }: { flight: Flight; origin: TracedPacket['origin'] },
): DeadEnd | undefined {
  const { device, hop } = way;
  if (device === undefined) return back.pass(hop);
  const holders = world.holdersOf(back.to).filter(({ attachment }) => attachment.bridge !== undefined);
  if (holders.length > 0) {
    return holders.some(({ attachment }) => attachment.bridge === device)
      ? undefined
      : back.die('misrouted', hop);
  }
  if (origin.kind !== 'outside') return undefined;
  const cameBy = origin.device ?? flight.cameBy ?? world.card;
  if (device === cameBy) return byGateway(back, world, way);
  if (world.isDockerBridge(device)) return back.die('misrouted', hop);
  return back.pass({
    ...hop,
    unsure:
      cameBy === undefined
        ? say`the answer leaves by ${device}, not by the card by which it was asked`
        : say`the answer leaves by ${device}, not by ${cameBy} by which it was asked`,
  });
}
