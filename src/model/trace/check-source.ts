import { deviceSysctl } from '../../facts/sysctls.ts';
import { say, type Sayable } from '../../text/say.ts';
import type { Flight } from './flight.ts';
import { notUnderstood } from './choose-route.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';

/**
 * Martians, and the reverse path: what comes in by a device from an address that the kernel would answer by another one.
 * For IPv4 alone: IPv6 has no such switch (fib_validate_source in net/ipv4/fib_frontend.c). The kernel looks the sender up
 * from the packet's target, translated by then, and without its mark.
 */
export function checkSource(flight: Flight, world: World): DeadEnd | undefined {
  const { from, iif } = flight;
  if (flight.family === 6 || from === undefined || iif === undefined || iif === 'lo') return undefined;
  const { sysctls } = world.parts;
  const loopbackAllowed = [iif, 'all'].some(
    (name) => sysctls?.[deviceSysctl(name, 'route_localnet')] === '1',
  );
  if ((flight.to.startsWith('127.') || from.startsWith('127.')) && !loopbackAllowed) {
    const key = deviceSysctl(iif, 'route_localnet');
    return flight.die('dropped', hop(`${key} = ${sysctls?.[key] ?? '0'}`, `sysctl ${key}`));
  }
  if (world.isLocal(from) && world.deviceHolding(from) !== undefined) {
    return flight.die(
      'dropped',
      hop(say`${from} is an address of the host itself (martian source)`, 'ip addr'),
    );
  }
  const strictness = Math.max(
    ...['all', iif].map((name) => Number(sysctls?.[deviceSysctl(name, 'rp_filter')] ?? 0)),
  );
  if (strictness === 0) return undefined;
  return reversePath(flight, world, { from, iif, strictness });
}

function reversePath(
  flight: Flight,
  world: World,
  { from, iif, strictness }: { from: string; iif: string; strictness: number },
): DeadEnd | undefined {
  const back = world.routing(4)?.routeTo({ to: from, from: flight.to });
  const key = deviceSysctl(iif, 'rp_filter');
  const setting = `${strictest(world, iif)} = ${strictness}`;
  const source = `sysctl net.ipv4.conf.all.rp_filter ${key}`;
  if (back === undefined || back.kind === 'unsure') {
    return flight.pass({
      ...hop(setting, source),
      unsure: back === undefined ? say`no routes` : notUnderstood(back.rule),
    });
  }
  if (back.kind === 'route' && (strictness === 2 || back.device === iif)) return undefined;
  // Several next hops count as one way each; the kernel takes any of them.
  if (back.kind === 'route' && back.route.nexthops?.some(({ device }) => device === iif) === true)
    return undefined;
  const way =
    back.kind === 'route'
      ? `"${back.route.text.trim()}"`
      : back.kind === 'refused'
        ? `"${back.by.text}"`
        : say`no route`;
  return flight.die('dropped', {
    ...hop(say`${setting}: from ${from} by ${iif}, back by ${way}`, source),
    line: setting,
  });
}

function strictest(world: World, iif: string): string {
  const value = (name: string) => Number(world.parts.sysctls?.[deviceSysctl(name, 'rp_filter')] ?? 0);
  return deviceSysctl(value('all') >= value(iif) ? 'all' : iif, 'rp_filter');
}

function hop(decided: Sayable, source: string): Hop {
  return { layer: 'source', where: say`reverse-path check`, decided, source };
}
