import { formatPrefix } from '../model/prefix.ts';
import { affectedBy, downtimeOf, running, steady } from './affected.ts';
import { configRefusals } from './preconditions/config-refusals.ts';
import { withKey } from './config-edit.ts';
import { configSteps, heldBy } from './config-plan.ts';
import type { PlanInput, PlannedFix, Refusal } from './plan-input.ts';
import { refusal } from './refusal.ts';
import { shownDiff } from './shown-diff.ts';

/** docker0 gets another address by the key `bip` of Docker's configuration file. */
export function planBip(input: PlanInput): PlannedFix | Refusal {
  const { bridge, free, surroundings, views } = input;
  const { file } = surroundings;
  const refused = configRefusals(input);
  if (refused.length > 0) return refusal(refused);
  const from = heldBy(input);
  const to = free.bridgeAddress;
  const before = file.bytes;
  const after = withKey(before, 'bip', to);
  const containers = running(views.containers);
  const stopFirst = views.dockerInfo.liveRestore === true && containers.length > 0;
  const { steps, undoSteps, warnings } = configSteps(input, { key: 'bip', value: to, stopFirst });
  return {
    kind: 'planned',
    method: 'bip',
    bridge: { device: bridge.device, network: bridge.network },
    from,
    to,
    file: {
      path: file.target,
      existed: file.kind === 'file',
      diff: shownDiff(file.target, before, after, input.redact),
    },
    steps,
    undoSteps,
    affected: containers.map((container) => affectedBy(container, bridge)),
    downtimeSeconds: downtimeOf(containers, surroundings),
    proof: [
      `${bridge.device} has ${to}, by the kernel's own word, and nothing in ${formatPrefix(bridge.prefix)} any more.`,
    ],
    warnings,
    byHand: [],
    // Who was stopped first has to be started, too.
    containers: (stopFirst ? containers : steady(containers, views.question.now)).map(({ id, name }) => ({
      id,
      name,
    })),
    stopFirst,
    change: {
      kind: 'bip',
      file: {
        path: file.target,
        ...(before !== undefined && { before }),
        after,
        back: withKey(before, 'bip', from),
      },
      device: bridge.device,
      from,
      to,
    },
  };
}
