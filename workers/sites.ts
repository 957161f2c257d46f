import type { Config } from '../src/config/types.ts';
import type { Host } from '../src/hosts/host.ts';

/** Whether this process takes the jobs of a host. With `worker.sites` it takes those alone: a host without a site is for others. */
export function serves({ worker: { sites } }: Pick<Config, 'worker'>, host: Pick<Host, 'name' | 'site'>) {
  return sites === undefined || (host.site !== undefined && sites.includes(host.site));
}

/** The sites whose jobs this process takes; `undefined` is the site of hosts that name none. */
export function servedSites({ worker, hosts }: Pick<Config, 'worker' | 'hosts'>): (string | undefined)[] {
  if (worker.sites !== undefined) return [...worker.sites];
  return [...new Set([undefined, ...hosts.map(({ site }) => site)])];
}
