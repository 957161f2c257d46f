import { chooseRoute, isWay, type Way } from './choose-route.ts';
import { depart } from './depart.ts';
import { ended, type Flight, type Next } from './flight.ts';
import { passRules } from './pass-rules.ts';
import type { DeadEnd } from './trace.ts';
import type { World } from './world.ts';

/** A packet of a process on the host: route, OUTPUT (which may translate it and so send it elsewhere), POSTROUTING. */
export function send(flight: Flight, world: World): Next {
  const way = takeRoute(flight, world);
  if (!isWay(way)) return ended(way);
  const { to, mark } = flight;
  const stopped = passRules(flight, world, 'output');
  if (stopped !== undefined) return ended(stopped);
  if (to === flight.to && mark === flight.mark) return leave(flight, world, way);
  // The kernel chooses again as soon as it is translated or marked.
  const elsewhere = takeRoute(flight, world);
  if (!isWay(elsewhere)) return ended(elsewhere);
  return leave(flight, world, elsewhere);
}

function leave(flight: Flight, world: World, way: Way): Next {
  if (!way.local) flight.pass(way.hop);
  const stopped = passRules(flight, world, 'postrouting');
  if (stopped !== undefined) return ended(stopped);
  flight.tracked = true;
  if (!way.local) return depart(flight, world, way);
  // What the host sends to itself comes in again by the loopback device, which checks no sender.
  flight.iif = 'lo';
  flight.oif = undefined;
  const again = passRules(flight, world, 'prerouting');
  return again === undefined ? { at: 'input' } : ended(again);
}

function takeRoute(flight: Flight, world: World): Way | DeadEnd {
  const way = chooseRoute(flight, world);
  if (!isWay(way)) return way;
  flight.oif = way.local ? 'lo' : way.device;
  flight.from ??= way.local ? flight.to : sourceOf(way, flight, world);
  return way;
}

function sourceOf({ source, device }: Way, { family }: Flight, world: World): string | undefined {
  return source ?? (device === undefined ? undefined : world.addressOf(device, family));
}
