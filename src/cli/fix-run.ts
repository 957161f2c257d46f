import type { Config } from '../config/types.ts';
import type { FixRun } from '../flows/fix/run.ts';
import type { Host } from '../hosts/host.ts';
import { fixSettings } from './fix-settings.ts';
import { rulesOf } from './flow.ts';
import { shellPool } from './shell-pool.ts';

/** What planning and changing a host needs of this installation. Whoever opens it closes its connections. */
export async function openFixRun(
  config: Pick<Config, 'hosts' | 'ssh' | 'rules' | 'redact' | 'reserved' | 'audit'>,
  host: Host,
): Promise<{ readonly run: FixRun; close(): Promise<void> }> {
  const [shells, rules] = await Promise.all([shellPool(config.ssh), rulesOf(config)]);
  const run: FixRun = { ...fixSettings(config, host), shells, rules, redact: config.redact };
  return { run, close: () => shells.dispose() };
}
