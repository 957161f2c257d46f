import type { PolicyRule } from '../../facts/policy-rules.ts';
import type { Route } from '../../facts/routes.ts';
import type { RouteDecision } from '../routing.ts';
import { say, type Said, type Sayable } from '../../text/say.ts';
import type { Flight } from './flight.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';

/** Where the kernel sends it. */
export interface Way {
  readonly local: boolean;
  readonly type: string;
  readonly device: string | undefined;
  readonly gateway: string | undefined;
  readonly source: string | undefined;
  readonly hop: Hop;
}

/** Policy rules and tables; a dead end where they refuse the packet or know no way. */
export function chooseRoute(flight: Flight, world: World): Way | DeadEnd {
  const routing = world.routing(flight.family);
  if (routing === undefined) {
    const source = routeCommand(flight.family, 'all');
    const hop = routeHop(say`not known`, source, say`the routes of this family could not be read`);
    return { local: false, type: 'unknown', device: undefined, gateway: undefined, source: undefined, hop };
  }
  const decision = routing.routeTo({
    to: flight.to,
    ...(flight.from !== undefined && { from: flight.from }),
    ...(flight.iif !== undefined && { iif: flight.iif }),
    mark: flight.mark,
  });
  return wayOf(decision, flight, world);
}

function wayOf(decision: RouteDecision, flight: Flight, world: World): Way | DeadEnd {
  switch (decision.kind) {
    case 'route': {
      const { route, rule, type, device, gateway } = decision;
      const several = (route.nexthops?.length ?? 0) > 1 ? say`one of several next hops` : undefined;
      const text = route.text === '' ? `${type} ${route.destination}` : route.text.trim();
      // A rule beyond the three that every host has is half of the decision.
      const decided = ['local', 'main', 'default'].includes(route.table)
        ? say`${flight.to} by ${text}`
        : say`${flight.to} by ${text} (by "${rule.text}")`;
      return {
        local: type === 'local',
        type,
        device,
        gateway,
        source: decision.source,
        hop: {
          ...routeHop(decided, routeCommand(flight.family, route.table), several),
          line: text,
          ...(type === 'unicast' && isAstray(flight, world, { device, gateway }) && { astray: true }),
        },
      };
    }
    case 'refused':
      return flight.die(
        // Whoever sends into one on the host itself is told so; what only passes by is dropped without a word.
        decision.type === 'blackhole' && flight.iif !== undefined ? 'dropped' : 'unreachable',
        routeHop(decision.by.text.trim(), commandOf(decision.by)),
      );
    case 'none':
      return flight.die('unreachable', {
        ...routeHop(say`no route to ${flight.to}`, routeCommand(flight.family, 'all')),
        absent: true,
      });
    case 'unsure':
      return {
        local: false,
        type: 'unknown',
        device: undefined,
        gateway: undefined,
        source: undefined,
        hop: routeHop(say`not known`, 'ip rule', notUnderstood(decision.rule)),
      };
  }
  return decision satisfies never;
}

/** Somebody behind another bridge has the address, or nobody behind this one. */
function isAstray(
  { to }: Flight,
  world: World,
  { device, gateway }: { device: string | undefined; gateway: string | undefined },
): boolean {
  const bridges = world.holdersOf(to).flatMap(({ attachment: { bridge } }) => bridge ?? []);
  if (bridges.length > 0) return gateway !== undefined || !bridges.some((bridge) => bridge === device);
  const known = device !== undefined && gateway === undefined && world.parts.containers !== undefined;
  return known && world.isDockerBridge(device);
}

function routeCommand(family: 4 | 6, table: string): string {
  return `ip ${family === 6 ? '-6 ' : ''}route show${table === 'main' ? '' : ` table ${table}`}`;
}

function commandOf(by: Route | PolicyRule): string {
  if ('destination' in by) return routeCommand(by.family, by.table);
  return by.family === 6 ? 'ip -6 rule' : 'ip rule';
}

function routeHop(decided: Sayable, source: string, unsure?: Said): Hop {
  return { layer: 'route', where: say`routes`, decided, source, ...(unsure !== undefined && { unsure }) };
}

export function notUnderstood({ text }: PolicyRule): Said {
  return say`the policy rule "${text}" is not understood`;
}

export function isWay(found: Way | DeadEnd): found is Way {
  return 'local' in found;
}
