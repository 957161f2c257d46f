import { loadConfig } from '../../../src/config/config.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import { planRevert } from '../../../src/flows/fix/plan-revert.ts';
import { planFix } from '../../../src/flows/fix/plan-fix.ts';
import { findHost } from '../../../src/hosts/inventory.ts';
import { UNDO_AFTER_SECONDS } from './play-fault.ts';
import type { ApprovedFix, FixOptions } from '../../../src/report/fix.ts';
import { createShellPool } from '../../../src/ssh/pool.ts';

/** A plan for the host as it is, or for taking a change back that was kept, approved at once. */
export async function approve(
  config: string,
  host: string,
  {
    options = {},
    undoAfterSeconds = UNDO_AFTER_SECONDS,
    reverts,
  }: { options?: FixOptions; undoAfterSeconds?: number; reverts?: string } = {},
): Promise<ApprovedFix> {
  const shells = createShellPool();
  try {
    const inventory = await loadConfig({ ...readEnvironment(), file: config });
    const run = {
      shells,
      newShells: () => Promise.resolve(createShellPool()),
      reserved: [],
      others: [],
      undoAfterSeconds,
    };
    const found = findHost(inventory, host);
    const { answer } =
      reverts === undefined
        ? await planFix({ host: found, options }, run)
        : await planRevert({ host: found, reverts }, run);
    if (answer.kind !== 'plan') throw new Error(`no plan but ${JSON.stringify(answer)}`);
    const { id, digest, method, options: pinned, expiresAt } = answer.plan;
    const approvedAt = new Date().toISOString();
    return {
      id,
      host,
      digest,
      method,
      options: pinned,
      ...(reverts !== undefined && { reverts }),
      expiresAt,
      askedBy: 'lab',
      approvedBy: 'lab',
      approvedAt,
    };
  } finally {
    await shells.dispose();
  }
}
