import { formatPrefix } from '../model/prefix.ts';
import { say } from '../text/say.ts';
import { withKey } from './config-edit.ts';
import { planConfig } from './config-plan.ts';
import type { PlanInput, PlannedFix, Refusal } from './plan-input.ts';
import { configRefusals } from './preconditions/config-refusals.ts';
import { refusal } from './refusal.ts';

/** docker0 gets another address by the key `bip` of Docker's configuration file. */
export function planBip(input: PlanInput): PlannedFix | Refusal {
  const { bridge, free, surroundings } = input;
  const refused = configRefusals(input);
  if (refused.length > 0) return refusal(refused);
  const to = free.bridgeAddress;
  const after = withKey(surroundings.file.bytes, 'bip', to);
  const { planned, change } = planConfig(input, { key: 'bip', value: to, after });
  return {
    ...planned,
    method: 'bip',
    proof: [
      say`${bridge.device} has ${to}, by the kernel's own word, and nothing in ${formatPrefix(bridge.prefix)} any more.`,
    ],
    change: { kind: 'bip', ...change },
  };
}
