import { shellWord } from '../rules/shell-word.ts';
import { say, type Text } from '../text/say.ts';
import { readConfig, withKey } from './config-edit.ts';
import { overRestart } from './over-restart.ts';
import type { PlanInput } from './plan-input.ts';
import { restartSteps } from './restart-steps.ts';
import { shownDiff } from './shown-diff.ts';
import type { UntoldStep } from './untold.ts';

interface KeyChange {
  readonly key: 'bip' | 'bridge';
  readonly value: string;
  /** The file as it will be. */
  readonly after: Buffer;
}

/** What both ways to move docker0 by Docker's configuration file have in common. */
export function planConfig(input: PlanInput, { key, value, after }: KeyChange) {
  const { bridge, free, surroundings, redact } = input;
  const { target, kind, bytes: before } = surroundings.file;
  const ends = { from: heldBy(input), to: free.bridgeAddress };
  const over = overRestart(input);
  return {
    planned: {
      kind: 'planned' as const,
      ...over,
      ...ends,
      file: { path: target, existed: kind === 'file', diff: shownDiff(target, before, after, redact) },
      ...configSteps(input, { key, value, stopFirst: over.stopFirst }),
      byHand: [],
    },
    change: {
      ...ends,
      device: bridge.device,
      file: {
        path: target,
        ...(before !== undefined && { before }),
        after,
        back: withKey(before, 'bip', ends.from),
      },
    },
  };
}

/** The steps of a change of Docker's configuration file, and the way back, as a person would type them. */
function configSteps(
  input: PlanInput,
  { key, value, stopFirst }: { key: string; value: string; stopFirst: boolean },
): { steps: readonly UntoldStep[]; undoSteps: readonly UntoldStep[]; warnings: readonly Text[] } {
  const { docker, surroundings, id } = input;
  const { target, kind } = surroundings.file;
  const file = shellWord(target);
  const folder = `/var/lib/ferryman/changes/${id}`;
  /** As file.ts of the script calls them: beside the file, so that each step is a rename. */
  const staged = (state: string) => shellWord(`${target}.ferryman-${id}.${state}`);
  const existed = kind === 'file';
  const { stop, start, arm, restart, prove, disarm } = restartSteps(input, stopFirst);
  return {
    steps: [
      existed
        ? { what: say`Keep ${target} as it is`, command: `cp -a ${file} ${folder}/daemon.json.before` }
        : { what: say`Note that there is no ${target}`, command: `test ! -e ${file}` },
      ...(docker.validator === undefined
        ? []
        : [
            {
              what: say`Let Docker check the new file`,
              command: `${docker.validator} --validate --config-file ${staged('after')}`,
            },
          ]),
      arm,
      {
        what: say`Set "${key}": "${value}"`,
        command: `mv -f ${staged('after')} ${file}`,
        ...(key === 'bridge' && { does: 'name-bridge' as const }),
      },
      ...stop,
      restart,
      ...start,
      prove,
      disarm,
    ],
    undoSteps: [
      {
        what: say`Write the old address ${heldBy(input)} into ${target}, since Docker would remember the new one`,
        command: `mv -f ${staged('back')} ${file}`,
      },
      ...stop,
      restart,
      existed
        ? {
            what: say`Put the old ${target} back, byte for byte`,
            command: `mv -f ${staged('before')} ${file}`,
          }
        : { what: say`Remove ${target} again`, command: `rm -f ${file}` },
      ...start,
    ],
    warnings: warningsOf(input, stopFirst),
  };
}

function warningsOf({ docker, surroundings, version }: PlanInput, stopFirst: boolean): readonly Text[] {
  const { file, access } = surroundings;
  const found: Text[] = [];
  if (stopFirst)
    found.push(
      say`Docker has live-restore, which keeps a bridge as it is while a container runs: all containers are stopped first and started again.`,
    );
  if (docker.validator === undefined && access.kind !== 'recorded')
    found.push(
      say`Docker ${version} cannot check a configuration file before it starts with it; should it refuse the file, the host takes the change back by itself.`,
    );
  if (file.target !== file.path)
    found.push(say`${file.path} is a link to ${file.target}: the file there is changed, the link stays.`);
  if (file.bytes !== undefined && readConfig(file.bytes).kind === 'empty')
    found.push(
      say`${file.path} is empty, with which Docker before 23.0 does not start again; an undo leaves it empty, as it was.`,
    );
  return found;
}

/** CIDR of the bridge as the kernel has it: `192.168.0.1/20`. */
function heldBy({ bridge }: Pick<PlanInput, 'bridge'>): string {
  return `${bridge.address ?? ''}/${bridge.prefix.length}`;
}
