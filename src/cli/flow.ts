import type { Diagnose } from '../../workers/diagnose.ts';
import type { Config } from '../config/types.ts';
import type { Rule } from '../rules/rule.ts';
import { shellPool } from './shell-pool.ts';

/** The real flow with a pool of connections that outlives its jobs. */
export async function openFlow(
  config: Pick<Config, 'ssh' | 'rules'>,
): Promise<{ diagnose: Diagnose; close(): Promise<void> }> {
  const [{ diagnose }, rules] = await Promise.all([import('../flows/diagnose.ts'), rulesOf(config)]);
  const shells = await shellPool(config.ssh);
  return {
    diagnose: (request, run) => diagnose(request, { shells, rules, ...run }),
    close: () => shells.dispose(),
  };
}

/** The shipped rules, and the team's where there are any. */
export async function rulesOf({ rules }: Pick<Config, 'rules'>): Promise<readonly Rule[]> {
  const { rulesWith } = await import('../flows/own-rules/load.ts');
  return rulesWith(rules);
}
