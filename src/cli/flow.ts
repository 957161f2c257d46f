import type { Diagnose } from '../../workers/run-flow.ts';
import type { Config } from '../config/types.ts';
import { shellPool } from './shell-pool.ts';

/** The real flow with a pool of connections that outlives its jobs. */
export async function openFlow(
  config: Pick<Config, 'ssh'>,
): Promise<{ diagnose: Diagnose; close(): Promise<void> }> {
  const { diagnose } = await import('../flows/diagnose.ts');
  const shells = await shellPool(config.ssh);
  return { diagnose: (request, run) => diagnose(request, { shells, ...run }), close: () => shells.dispose() };
}
