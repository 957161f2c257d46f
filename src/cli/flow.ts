import { createHmac, randomBytes } from 'node:crypto';
import type { Flows } from '../../workers/index.ts';
import { serves } from '../../workers/sites.ts';
import type { Config } from '../config/types.ts';
import type { RedactorOptions } from '../redact/redactor.ts';
import type { Rule } from '../rules/rule.ts';
import { shellPool } from './shell-pool.ts';

/** The real flows with a pool of connections and a directory of containers that outlive their jobs. */
export async function openFlow(
  config: Pick<Config, 'ssh' | 'rules' | 'redact' | 'hosts' | 'worker' | 'slack'>,
): Promise<{ readonly flows: Flows; close(): Promise<void> }> {
  const [{ diagnose }, { readLogs }, { followLog }, { createDirectory }, rules] = await Promise.all([
    import('../flows/diagnose.ts'),
    import('../flows/logs/read-logs.ts'),
    import('../flows/logs/follow-log.ts'),
    import('../flows/find-container/directory.ts'),
    rulesOf(config),
  ]);
  const shells = await shellPool(config.ssh);
  const redact = redactOf(config);
  const hosts = config.hosts.filter((host) => serves(config, host));
  const directory = createDirectory({ hosts, shells, redact });
  return {
    flows: {
      diagnose: (request, run) => diagnose(request, { shells, rules, redact, ...run }),
      lookUp: (name, options) => directory.lookUp(name, options),
      readLogs: (request, run) => readLogs(request, { shells, rules, redact, ...run }),
      followLog: (request, run) => followLog(request, { shells, redact, ...run }),
    },
    async close() {
      directory.close();
      await shells.dispose();
    },
  };
}

/** All workers of one app mask a secret by the same token, so that people can compare what they show. */
function redactOf({ slack: { botToken }, redact }: Pick<Config, 'slack' | 'redact'>): RedactorOptions {
  const shared = botToken?.reveal() ?? randomBytes(32);
  return { ...redact, key: createHmac('sha256', shared).update('ferryman masked secrets').digest('hex') };
}

/** The shipped rules, and the team's where there are any. */
export async function rulesOf({ rules }: Pick<Config, 'rules'>): Promise<readonly Rule[]> {
  const { rulesWith } = await import('../flows/own-rules/load.ts');
  return rulesWith(rules);
}
