import type { Neighbour } from '../../facts/neighbours.ts';
import { say, type Sayable } from '../../text/say.ts';
import { addressIn } from '../prefix.ts';
import type { Way } from './choose-route.ts';
import { ended, type Flight, type Next } from './flight.ts';
import type { Hop } from './trace.ts';
import type { World } from './world.ts';

/** Out by a device: into a bridge and the container behind it, or away by a card. */
export function depart(flight: Flight, world: World, { device, gateway, hop }: Way): Next {
  if (device === undefined) return ended({ kind: 'left', device: 'a device that is not known' });
  const link = world.link(device);
  if (link !== undefined && !link.flags.includes('UP')) {
    return ended(
      flight.die('unreachable', linkHop(device, say`${device} is down`, `ip link show ${device}`)),
    );
  }
  if (hop.astray === true) return ended(flight.die('misrouted', hop));
  if (link?.kind === 'dummy') {
    const decided = say`${hop.decided}; a dummy device sends nothing on`;
    return ended(flight.die('dropped', { ...hop, decided }));
  }
  const place = world.holdersOf(flight.to).find(({ attachment }) => attachment.bridge === device);
  if (place !== undefined && gateway === undefined) {
    return inBridge(flight, world, device) ?? { at: 'container', place };
  }
  return acrossSegment(flight, world, { device, gateway, hop });
}

/** Whether frames get across a bridge to the container's own device. */
export function inBridge(flight: Flight, world: World, bridge: string): Next | undefined {
  const source = `ip link show master ${bridge}`;
  const link = world.link(bridge);
  if (link?.flags.includes('NO-CARRIER') === true) {
    const decided = say`${bridge} has no carrier: no port of it is up`;
    return ended(flight.die('unreachable', linkHop(bridge, decided, source)));
  }
  const neighbour = world.neighbour(bridge, flight.to);
  if (isSilent(neighbour)) return ended(flight.die('unreachable', silence(neighbour, world)));
  const ports = world.portsOf(bridge).filter(({ flags }) => flags.includes('LOWER_UP'));
  const plugged = world.plugged(bridge);
  // Old tools tell no masters; then carrier is all that is known.
  if (world.knowsPorts && ports.length < plugged.length) {
    const decided = say`${ports.length} of ${plugged.length} containers have a port that is up`;
    flight.pass({
      ...linkHop(bridge, decided, source),
      unsure: say`which container lost its port is not known`,
    });
  }
  return undefined;
}

function acrossSegment(
  flight: Flight,
  world: World,
  { device, gateway, hop }: { device: string; gateway: string | undefined; hop: Hop },
): Next {
  const nextHop = gateway ?? flight.to;
  if (world.isDockerBridge(device) && gateway === undefined && world.parts.containers === undefined) {
    const unsure = say`the containers could not be read`;
    flight.pass({ ...linkHop(device, say`not known`, 'docker ps'), unsure });
  }
  const neighbour = world.neighbour(device, nextHop);
  if (isSilent(neighbour)) {
    // A machine that is not there is nobody's fault here; a gateway that is not, or the wrong network, is the route's.
    const isWrong = gateway !== undefined || isElsewhere(flight.to, device, world);
    return ended(flight.die('unreachable', isWrong ? nobodyAt(hop, neighbour) : silence(neighbour, world)));
  }
  return ended({ kind: 'left', device, ...(gateway !== undefined && { gateway }) });
}

/** The subnet that the address belongs to is on another card. */
function isElsewhere(address: string, device: string, { parts: { network } }: World): boolean {
  const holders = network.hostSubnets.filter(({ prefix }) => addressIn(address, prefix));
  return holders.length > 0 && holders.every((one) => one.device !== device);
}

/** The kernel asked who has the address, and nobody answered. */
function silence(neighbour: Neighbour, world: World): Hop {
  const hop = linkHop(neighbour.device, lineOf(neighbour), 'ip neigh');
  return world.isDockerBridge(neighbour.device) ? hop : { ...hop, layer: 'beyond' };
}

/** A route that leads to somebody who is not there. */
export function nobodyAt(hop: Hop, neighbour: Neighbour): Hop {
  const line = lineOf(neighbour);
  return { ...hop, decided: say`${hop.decided}, and there is nobody: ${line}`, source: 'ip neigh', line };
}

function lineOf({ address, device, state }: Neighbour): string {
  return `${address} dev ${device} ${state}`;
}

export function isSilent(neighbour: Neighbour | undefined): neighbour is Neighbour {
  return neighbour?.state === 'FAILED' || neighbour?.state === 'INCOMPLETE';
}

function linkHop(device: string, decided: Sayable, source: string): Hop {
  return { layer: 'link', where: device, decided, source };
}
