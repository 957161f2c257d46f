import type { BridgeSubnet } from '../model/network.ts';
import type { FixPlan } from '../report/fix.ts';
import { say } from '../text/say.ts';
import type { PreparedChange } from './change.ts';
import { shellWord } from '../rules/shell-word.ts';
import { awayWith, makeAgain, removeOld } from './bridge-plan.ts';
import { overRestart } from './over-restart.ts';
import type { PlanInput, PlannedFix, Refusal } from './plan-input.ts';
import { restartObstacles } from './preconditions/restart.ts';
import { unusableFile } from './preconditions/unusable-file.ts';
import { restartSteps } from './restart-steps.ts';
import { type Obstacle, refusal } from './refusal.ts';
import { shownDiff } from './shown-diff.ts';
import type { Surroundings } from './surroundings.ts';

/** A change that was proven and kept, by the host's own record. */
export interface EarlierChange {
  readonly plan: FixPlan;
  /** Without the bytes of files, which lie beside it. */
  readonly described: Pick<PreparedChange, 'stopFirst'> & {
    readonly change: { readonly kind: PreparedChange['change']['kind']; readonly newDevice?: string };
  };
  /** Docker's configuration file in its three states; `before` is absent where there was none. */
  readonly bytes: { readonly before?: Buffer; readonly after: Buffer; readonly back: Buffer };
}

/** Why the backup does not fit any more. */
export function misfits(
  { plan, described, bytes }: EarlierChange,
  bridge: BridgeSubnet | undefined,
  { file }: Surroundings,
): readonly Obstacle[] {
  const next = say`Write what is wanted by hand; the old file lies beside the record of the change on the host.`;
  const held = bridge === undefined ? undefined : `${bridge.address ?? ''}/${bridge.prefix.length}`;
  const obstacles: Obstacle[] = [];
  if (held !== plan.to) {
    obstacles.push({
      because: say`The network ${plan.bridge.network} has ${held ?? say`no bridge`} and not ${plan.to}, which change ${plan.id} gave it: somebody changed it since.`,
      next,
    });
  }
  if (described.change.kind !== 'network' && file.bytes?.equals(bytes.after) !== true) {
    obstacles.push({
      because: say`${file.target} is not what change ${plan.id} wrote any more, so that its backup does not fit.`,
      next,
    });
  }
  return obstacles;
}

/** The way back of a change of Docker's configuration file, guarded like the change itself; a restart of Docker is one either way. */
export function planRevertOf(earlier: EarlierChange, input: PlanInput): PlannedFix | Refusal {
  const { plan, described, bytes } = earlier;
  const { surroundings, redact } = input;
  const obstacles = [...unusableFile(input), ...restartObstacles(input)];
  if (obstacles.length > 0) return refusal(obstacles);
  const { target } = surroundings.file;
  const over = overRestart(input);
  const file = {
    path: target,
    ...(bytes.before && { before: bytes.before }),
    after: bytes.after,
    back: bytes.back,
  };
  const { kind, newDevice } = described.change;
  return {
    kind: 'planned',
    method: 'revert',
    ...over,
    from: plan.to,
    to: plan.from,
    file: {
      path: target,
      existed: true,
      diff: shownDiff(target, bytes.after, bytes.before, redact),
    },
    ...revertSteps(earlier, input, over.stopFirst),
    proof: [say`The bridge has ${plan.from} again, by the kernel's own word, and all containers run.`],
    warnings: [say`The overlap that change ${plan.id} cured is there again afterwards.`],
    byHand: [],
    change:
      kind === 'bridge' && newDevice !== undefined
        ? { kind: 'bridge', file, device: plan.bridge.device, from: plan.from, newDevice, to: plan.to }
        : { kind: 'bip', file, device: plan.bridge.device, from: plan.from, to: plan.to },
  };
}

/** Docker goes back to an address only where it is written, so the old file comes after the restart. */
function revertSteps(
  { plan, bytes, described }: EarlierChange,
  input: PlanInput,
  stopFirst: boolean,
): Pick<PlannedFix, 'steps' | 'undoSteps'> {
  const { target } = input.surroundings.file;
  const staged = (state: string) => shellWord(`${target}.ferryman-${input.id}.${state}`);
  const file = shellWord(target);
  const { arm, stop, restart, start, prove, disarm } = restartSteps(input, stopFirst);
  const { newDevice } = described.change;
  return {
    steps: [
      arm,
      {
        what: say`Write the old address, ${plan.from}, which Docker would not go back to by itself`,
        command: `mv -f ${staged('back')} ${file}`,
      },
      ...stop,
      restart,
      ...(newDevice === undefined ? [] : [awayWith(newDevice)]),
      bytes.before === undefined
        ? { what: say`There was no ${target} before: remove it`, command: `rm -f ${file}` }
        : {
            what: say`Put the old ${target} back, byte for byte`,
            command: `mv -f ${staged('before')} ${file}`,
          },
      ...start,
      prove,
      disarm,
    ],
    undoSteps: [
      ...(newDevice === undefined ? [] : [makeAgain(newDevice, plan.to)]),
      { what: say`Put the file back that is there now`, command: `mv -f ${staged('after')} ${file}` },
      ...stop,
      restart,
      ...(newDevice === undefined ? [] : [removeOld(plan.bridge.device)]),
      ...start,
    ],
  };
}
