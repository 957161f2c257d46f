import type { Container } from '../containers.ts';
import { wayOut } from './container-routes.ts';
import { inBridge } from './depart.ts';
import { ended, type Flight, type Next } from './flight.ts';
import { passRules } from './pass-rules.ts';
import type { Place, World } from './world.ts';

/** A packet that starts in a container, or an answer that does: to itself, across its bridge, or to the host. */
export function leaveContainer(flight: Flight, world: World, container: Container): Next {
  const own = container.attachments.find(({ ipv4, ipv6 }) => ipv4 === flight.to || ipv6 === flight.to);
  if (own !== undefined) {
    flight.from ??= flight.to;
    return { at: 'container', place: { container, attachment: own } };
  }
  const way = wayOut(container, flight.to);
  if (way.kind === 'none') return ended(flight.die('unreachable', way.hop));
  const attachment =
    way.kind === 'way' ? way.attachment : container.attachments.find(({ bridge }) => bridge !== undefined);
  const bridge = attachment?.bridge;
  if (bridge === undefined)
    return ended({ kind: 'left', device: attachment?.network ?? 'a device of its own' });
  flight.from ??= flight.family === 4 ? attachment?.ipv4 : attachment?.ipv6;
  flight.iif = bridge;
  flight.cameBy ??= bridge;
  const neighbour = world.holdersOf(flight.to).find((place) => place.attachment.bridge === bridge);
  if (neighbour !== undefined) return acrossBridge(flight, world, { bridge, neighbour });
  if (way.kind === 'way' && way.onLink && world.deviceHolding(flight.to) !== bridge) {
    // It asks for the address on its own bridge, where nobody has it.
    return ended(flight.die('misrouted', way.hop));
  }
  flight.pass(way.hop);
  return { at: 'host' };
}

/** Frames within one bridge meet the firewall only where br_netfilter shows them to it. */
function acrossBridge(
  flight: Flight,
  world: World,
  { bridge, neighbour }: { bridge: string; neighbour: Place },
): Next {
  const broken = inBridge(flight, world, bridge);
  if (broken !== undefined) return broken;
  const key = `net.bridge.bridge-nf-call-ip${flight.family === 4 ? '' : '6'}tables`;
  if (world.parts.sysctls?.[key] === '1') {
    flight.oif = bridge;
    const stopped =
      passRules(flight, world, 'prerouting') ??
      passRules(flight, world, 'forward') ??
      passRules(flight, world, 'postrouting');
    if (stopped !== undefined) return ended(stopped);
  }
  return { at: 'container', place: neighbour };
}
