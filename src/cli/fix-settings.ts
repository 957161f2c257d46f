import { dirname, join } from 'node:path';
import type { Config } from '../config/types.ts';
import type { FixRun } from '../flows/fix/run.ts';
import type { Host } from '../hosts/host.ts';
import { shellPool } from './shell-pool.ts';

/** What ferryman.yaml says of every change of this host. */
export function fixSettings(
  config: Pick<Config, 'hosts' | 'ssh' | 'reserved' | 'audit'>,
  host: Host,
): Pick<FixRun, 'newShells' | 'reserved' | 'others'> & { readonly knownSubnetsFile: string } {
  return {
    newShells: () => shellPool(config.ssh),
    reserved: config.reserved,
    knownSubnetsFile: join(dirname(config.audit.file), 'known-subnets.json'),
    others: config.hosts.filter(({ name }) => name !== host.name),
  };
}
