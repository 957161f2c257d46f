import { valueOr } from '../../model/known.ts';
import { addressIn, parsePrefix } from '../../model/prefix.ts';
import type { Model } from '../../model/views.ts';
import type { FixPlan } from '../../report/fix.ts';

/**
 * Whoever takes a fix back gets back what it had mended: what hangs on the old subnet is told then, and held against nobody. An undo of a
 * change that was never confirmed is judged in full.
 */
export function bringsBack({ method, reverts }: Pick<FixPlan, 'method' | 'reverts'>): boolean {
  return method === 'revert' && reverts !== undefined;
}

/** Names of containers on the bridge that moves. */
export function onBridge({ bridge }: Pick<FixPlan, 'bridge'>, model: Model): ReadonlySet<string> {
  return new Set(
    valueOr(model.containers, [])
      .filter(({ attachments }) => attachments.some(({ network }) => network === bridge.network))
      .map(({ name }) => name),
  );
}

export function isInSubnet({ to }: Pick<FixPlan, 'to'>, address: string): boolean {
  const prefix = parsePrefix(to);
  return prefix !== undefined && addressIn(address, prefix);
}
