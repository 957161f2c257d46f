import type { BridgeSubnet } from '../model/network.ts';
import type { FixPlan } from '../report/fix.ts';
import { affectedBy, downtimeOf, running, steady } from './affected.ts';
import type { PreparedChange } from './change.ts';
import type { PlanInput, PlannedFix } from './plan-input.ts';
import type { Obstacle } from './refusal.ts';
import { serviceCommand } from './service-commands.ts';
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
  const next = 'Write what is wanted by hand; the old file lies beside the record of the change on the host.';
  const held = bridge === undefined ? undefined : `${bridge.address ?? ''}/${bridge.prefix.length}`;
  const obstacles: Obstacle[] = [];
  if (held !== plan.to) {
    obstacles.push({
      because: `The network ${plan.bridge.network} has ${held ?? 'no bridge'} and not ${plan.to}, which change ${plan.id} gave it: somebody changed it since.`,
      next,
    });
  }
  if (described.change.kind !== 'network' && file.bytes?.equals(bytes.after) !== true) {
    obstacles.push({
      because: `${file.target} is not what change ${plan.id} wrote any more, so that its backup does not fit.`,
      next,
    });
  }
  return obstacles;
}

/** The way back of a change of Docker's configuration file, guarded like the change itself. */
export function planRevertOf({ plan, described, bytes }: EarlierChange, input: PlanInput): PlannedFix {
  const { bridge, docker, surroundings, views, redact } = input;
  const { target } = surroundings.file;
  const containers = running(views.containers);
  const stopFirst = views.dockerInfo.liveRestore === true && containers.length > 0;
  const old = `/var/lib/ferryman/changes/${plan.id}/daemon.json.before`;
  const restart = serviceCommand(docker, 'restart');
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
    bridge: { device: bridge.device, network: bridge.network },
    from: plan.to,
    to: plan.from,
    file: {
      path: target,
      existed: true,
      diff: shownDiff(target, bytes.after, bytes.before ?? Buffer.alloc(0), redact),
    },
    steps: [
      {
        what: `Write the old address, ${plan.from}, which Docker would not go back to by itself.`,
        command: `mv ${target}.ferryman-${input.id}.back ${target}`,
      },
      { what: 'Restart Docker.', command: restart },
      {
        what:
          bytes.before === undefined
            ? 'There was no file before: remove it.'
            : 'Put the old file back, byte for byte.',
        command: bytes.before === undefined ? `rm ${target}` : `cp -a ${old} ${target}`,
      },
    ],
    undoSteps: [
      {
        what: 'Put the file back that is there now.',
        command: `mv ${target}.ferryman-${input.id}.after ${target}`,
      },
      { what: 'Restart Docker.', command: restart },
    ],
    affected: containers.map((container) => affectedBy(container, bridge)),
    downtimeSeconds: downtimeOf(containers, surroundings),
    proof: [`The bridge has ${plan.from} again, by the kernel's own word, and all containers run.`],
    warnings: [`The overlap that change ${plan.id} cured is there again afterwards.`],
    byHand: [],
    containers: (stopFirst ? containers : steady(containers, views.question.now)).map(({ id, name }) => ({
      id,
      name,
    })),
    stopFirst,
    change:
      kind === 'bridge' && newDevice !== undefined
        ? { kind: 'bridge', file, device: plan.bridge.device, from: plan.from, newDevice, to: plan.to }
        : { kind: 'bip', file, device: plan.bridge.device, from: plan.from, to: plan.to },
  };
}
