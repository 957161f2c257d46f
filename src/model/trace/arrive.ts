import { checkSource } from './check-source.ts';
import { chooseRoute, isWay, type Way } from './choose-route.ts';
import { depart } from './depart.ts';
import { ended, type Flight, type Next } from './flight.ts';
import { forward } from './forward.ts';
import { passRules } from './pass-rules.ts';
import type { World } from './world.ts';

/** A packet comes into the host by a device: PREROUTING, then its route decides between INPUT and FORWARD. */
export function arrive(flight: Flight, world: World): Next {
  const stopped = passRules(flight, world, 'ingress') ?? passRules(flight, world, 'prerouting');
  if (stopped !== undefined) return ended(stopped);
  const way = chooseRoute(flight, world);
  if (!isWay(way)) return ended(way);
  if (way.local) {
    const martian = checkSource(flight, world);
    return martian === undefined ? { at: 'input' } : ended(martian);
  }
  flight.pass(way.hop);
  return onwards(flight, world, way);
}

function onwards(flight: Flight, world: World, way: Way): Next {
  flight.oif = way.device;
  const stopped = forward(flight, world);
  return stopped === undefined ? depart(flight, world, way) : ended(stopped);
}
