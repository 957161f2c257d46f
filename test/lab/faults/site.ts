import { configurationFor } from '../ask.ts';
import type { Lab, LabHost } from '../lab.ts';
import { bootShop, SHOP } from './scene.ts';

/** A host with what was arranged on it; another one after it was booted again. */
export interface Site {
  readonly lab: Lab;
  host: LabHost;
  config: string;
}

export async function openSite(lab: Lab): Promise<Site> {
  const host = await bootShop(lab);
  return { lab, host, config: await configurationFor(host) };
}

/** Switched off, in order or by its power alone, and on again: what lives is what was written to its disk. */
export async function reboot(site: Site, how: 'shut down' | 'power lost'): Promise<void> {
  const { lab, host } = site;
  await (how === 'shut down' ? host.shutDown() : host.losePower());
  site.host = await lab.boot(host.name, { ...SHOP, files: {}, diskOf: host });
  site.config = await configurationFor(site.host);
}
