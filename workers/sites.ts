import type { Config } from '../src/config/types.ts';

/** The sites whose jobs this process takes; `undefined` is the site of hosts that name none. */
export function servedSites({ worker, hosts }: Pick<Config, 'worker' | 'hosts'>): (string | undefined)[] {
  if (worker.sites !== undefined) return [...worker.sites];
  return [...new Set([undefined, ...hosts.map(({ site }) => site)])];
}
