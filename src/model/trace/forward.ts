import { deviceSysctl } from '../../facts/sysctls.ts';
import { say } from '../../text/say.ts';
import { checkSource } from './check-source.ts';
import type { Flight } from './flight.ts';
import { passRules } from './pass-rules.ts';
import type { DeadEnd, Hop } from './trace.ts';
import type { World } from './world.ts';

/** From one device to another: the switch of the device that it came in by, its sender, FORWARD, POSTROUTING. */
export function forward(flight: Flight, world: World): DeadEnd | undefined {
  return (
    forwardingSwitch(flight, world) ??
    checkSource(flight, world) ??
    passRules(flight, world, 'forward') ??
    passRules(flight, world, 'postrouting')
  );
}

/**
 * The kernel looks at the switch of the incoming device alone; writing the global one sets all of them, so that the global
 * one only counts where the device's own was not read. In IPv6 the global one is the only one that forwards.
 */
function forwardingSwitch(flight: Flight, world: World): DeadEnd | undefined {
  const { sysctls } = world.parts;
  const global = flight.family === 4 ? 'net.ipv4.ip_forward' : 'net.ipv6.conf.all.forwarding';
  const own = flight.family === 4 ? deviceSysctl(flight.iif ?? 'lo', 'forwarding') : global;
  const value = sysctls?.[own] ?? sysctls?.[global];
  const key = sysctls?.[own] === undefined || sysctls[global] === '0' ? global : own;
  const hop: Hop = {
    layer: 'switch',
    where: say`forwarding`,
    decided: `${key} = ${value}`,
    source: `sysctl ${key}`,
  };
  if (value === undefined) {
    return flight.pass({ ...hop, decided: say`not known`, unsure: say`the setting could not be read` });
  }
  return value === '0' ? flight.die('dropped', hop) : undefined;
}
