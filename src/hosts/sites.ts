import type { Host } from './host.ts';

/** The sites of an inventory, each once; `undefined` is that of hosts that name none. */
export function sitesOf(hosts: readonly Pick<Host, 'site'>[]): (string | undefined)[] {
  return [...new Set(hosts.map(({ site }) => site))];
}
