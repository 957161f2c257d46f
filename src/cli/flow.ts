import { createHmac, randomBytes } from 'node:crypto';
import type { Flows } from '../../workers/index.ts';
import { serves } from '../../workers/sites.ts';
import type { Config } from '../config/types.ts';
import type { Shells } from '../flows/open-shell.ts';
import type { Host } from '../hosts/host.ts';
import type { RedactorOptions } from '../redact/redactor.ts';
import type { Rule } from '../rules/rule.ts';
import { newSlots } from '../ssh/slots.ts';
import type { PoolOptions } from '../ssh/pool.ts';
import { fixSettings } from './fix-settings.ts';
import { shellPool } from './shell-pool.ts';

/** The real flows with a pool of connections and a directory of containers that outlive their jobs. */
export async function openFlow(
  config: Pick<Config, 'ssh' | 'rules' | 'redact' | 'hosts' | 'worker' | 'slack' | 'reserved' | 'audit'>,
  { onAttempt }: Pick<PoolOptions, 'onAttempt'> = {},
): Promise<{ readonly flows: Flows; close(): Promise<void> }> {
  const [
    { diagnose },
    { readLogs },
    { followLog },
    { createDirectory },
    { planFix },
    { planRevert },
    { applyFix },
    { reconcileFix },
    { rememberSeen },
    { watchHost },
    rules,
  ] = await Promise.all([
    import('../flows/diagnose.ts'),
    import('../flows/logs/read-logs.ts'),
    import('../flows/logs/follow-log.ts'),
    import('../flows/find-container/directory.ts'),
    import('../flows/fix/plan-fix.ts'),
    import('../flows/fix/plan-revert.ts'),
    import('../flows/fix/apply-fix.ts'),
    import('../flows/fix/reconcile-fix.ts'),
    import('../flows/fix/known-subnets.ts'),
    import('../flows/watch/watch-host.ts'),
    rulesOf(config),
  ]);
  const shells = await shellPool(config.ssh, onAttempt);
  const redact = redactOf(config);
  const hosts = config.hosts.filter((host) => serves(config, host));
  const directory = createDirectory({ hosts, shells, redact });
  const turns = newSlots(DIAGNOSES_AT_ONCE);
  const fixRun = (host: Host) => ({ ...fixSettings(config, host), shells, rules, redact });
  return {
    flows: {
      async diagnose(request, run) {
        const diagnosis = await diagnose(request, { shells, rules, redact, ...run });
        const { knownSubnetsFile } = fixSettings(config, request.host);
        // No other host's bridge is to be put where this one stands; the answer does not wait for that.
        if (diagnosis.snapshot !== undefined && request.host.via.kind !== 'snapshot')
          void rememberSeen(knownSubnetsFile, diagnosis.snapshot);
        return diagnosis;
      },
      lookUp: (name, options) => directory.lookUp(name, options),
      readLogs: (request, run) => readLogs(request, { shells, rules, redact, ...run }),
      followLog: (request, run) => followLog(request, { shells, redact, ...run }),
      planFix: (request, run) => planFix(request, { ...fixRun(request.host), ...run }),
      planRevert: (request, run) => planRevert(request, { ...fixRun(request.host), ...run }),
      applyFix: (request, run) => applyFix(request, { ...fixRun(request.host), ...run }),
      reconcileFix: (request, run) => reconcileFix(request, { ...fixRun(request.host), ...run }),
      watchHost(request, run) {
        // A login costs more than all else of a look. Who comes seldom leaves no connection open meanwhile.
        const idleMs = request.everyMs > LONGEST_KEPT_MS ? 0 : 1.5 * request.everyMs;
        const kept: Shells = { open: (target) => shells.open(target, { idleMs }) };
        return watchHost(request, { shells: kept, rules, redact, turns, ...run });
      },
    },
    async close() {
      directory.close();
      await shells.dispose();
    },
  };
}

/** Of watches. Each computes for a tenth of a second; what is beside it on this processor is not to wait for hundreds of them. */
const DIAGNOSES_AT_ONCE = 12;

/** Milliseconds between two looks. */
const LONGEST_KEPT_MS = 10 * 60_000;

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
