import type { Route } from '../facts/routes.ts';

/** The command that a route's line was printed by: a host of old may have no `ip`. */
export function routeCommand({ text }: Pick<Route, 'text'>, ip = 'ip route'): string {
  // 192.168.0.0     0.0.0.0         255.255.255.0   U     0      0        0 eth0
  if (/^\d+(?:\.\d+){3}(?:\s+\d+(?:\.\d+){3}){2}\s/.test(text)) return 'route -n';
  // eth0	0000A8C0	00000000	0001	…
  return /^\S+\s+[0-9A-F]{8}\s+[0-9A-F]{8}\s/.test(text) ? 'cat /proc/net/route' : ip;
}
