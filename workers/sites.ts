import type { Config } from '../src/config/types.ts';
import type { OtherSite } from './find.ts';
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

/** The sites of the inventory that other processes serve, each with its hosts. */
export function otherSites(config: Pick<Config, 'worker' | 'hosts'>): OtherSite[] {
  const away = config.hosts.filter((host) => !serves(config, host));
  return [...new Set(away.map(({ site }) => site))].map((site) => ({
    site,
    hosts: away.filter((host) => host.site === site).map(({ name }) => name),
  }));
}
