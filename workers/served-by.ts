import type { Inventory } from '../src/hosts/inventory.ts';

interface Serving {
  /** What people call this worker. */
  readonly worker?: string | undefined;
  readonly inventory: Inventory;
}

/** The machine, and the site that its worker serves for this host. */
export function servedBy(name: string | undefined, { worker, inventory }: Serving): string | undefined {
  if (worker === undefined) return undefined;
  const site = inventory.hosts.find((host) => host.name === name)?.site;
  return site === undefined ? worker : `${worker} (${site})`;
}
