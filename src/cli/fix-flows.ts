import type { Host } from '../hosts/host.ts';
import type { ApplyRequest, FixRequest, FixRun, PlannedChange, ToldOutcome } from '../flows/fix/run.ts';
import type { PendingOnHost } from '../flows/fix/take-back.ts';

/** What of the flows a change at a prompt is made of. */
export interface FixFlows {
  planFix(request: FixRequest, run: FixRun): Promise<PlannedChange>;
  planRevert(
    request: { readonly host: Host; readonly id: string; readonly reverts?: string },
    run: FixRun,
  ): Promise<PlannedChange>;
  applyFix(request: ApplyRequest, run: FixRun): Promise<ToldOutcome>;
  findPending(host: Host, run: FixRun): Promise<PendingOnHost | undefined>;
  takeBack(
    request: { readonly host: Host; readonly id: string; readonly why: string },
    run: FixRun,
  ): Promise<ToldOutcome | undefined>;
}

/** Loaded only when a command needs them, so that the others start fast. */
export async function realFixFlows(): Promise<FixFlows> {
  const [{ planFix }, { planRevert }, { applyFix }, { findPending, takeBack }] = await Promise.all([
    import('../flows/fix/plan-fix.ts'),
    import('../flows/fix/plan-revert.ts'),
    import('../flows/fix/apply-fix.ts'),
    import('../flows/fix/take-back.ts'),
  ]);
  return { planFix, planRevert, applyFix, findPending, takeBack };
}
