import type { Container } from '../model/containers.ts';
import { shellWord } from '../rules/shell-word.ts';
import { say } from '../text/say.ts';
import type { NetworkChange } from './change.ts';
import type { PlanInput, PlannedFix } from './plan-input.ts';
import type { UntoldStep } from './untold.ts';

/** As a person would type it; the host's own script does the same, from whatever stands. */
export function networkSteps(
  { id, docker, undoAfterSeconds }: PlanInput,
  change: NetworkChange,
  members: readonly Container[],
): Pick<PlannedFix, 'steps' | 'undoSteps'> {
  const name = shellWord(change.name);
  const folder = `/var/lib/ferryman/changes/${id}`;
  const timer =
    docker.manager === 'systemd'
      ? `systemd-run --on-active=${undoAfterSeconds} --timer-property=AccuracySec=1s sh ${folder}/change.sh undo`
      : `setsid sh -c 'sleep ${undoAfterSeconds}; sh ${folder}/change.sh undo' &`;
  const nameOf = new Map(members.map((container) => [container.id, container.name]));
  const leave = members.map(
    (container) => `docker network disconnect -f ${name} ${shellWord(container.name)}`,
  );
  const join = (which: 'before' | 'after') =>
    change.members.map((member) =>
      words('docker network connect', [...member[which], change.name, nameOf.get(member.id) ?? member.id]),
    );
  const recreate = (which: 'before' | 'after'): readonly UntoldStep[] => [
    ...(leave.length === 0
      ? []
      : [{ what: say`Let its containers leave it; they run on`, command: leave.join('; ') }]),
    { what: say`Remove ${change.name}`, command: `docker network rm ${name}` },
    {
      what: say`Create it again with all that it had, on ${which === 'after' ? change.toSubnet : change.fromSubnet}`,
      command: words('docker network create', [...change.create, ...change[which], change.name]),
    },
    ...(leave.length === 0
      ? []
      : [{ what: say`Let its containers join again under the same names`, command: join(which).join('; ') }]),
  ];
  return {
    steps: [
      {
        what: say`Note the network as it is`,
        command: `docker network inspect ${name} >${folder}/network.json`,
      },
      {
        what: say`Have the host itself undo it after ${undoAfterSeconds} s, whatever happens to Ferryman`,
        command: timer,
      },
      ...recreate('after'),
      {
        what: say`Connect anew and prove it`,
        command: `docker network inspect ${name}; ip -o -4 addr show; ip route get <container>; docker ps`,
      },
      { what: say`Disarm the undo`, command: `sh ${folder}/change.sh confirm` },
    ],
    undoSteps: recreate('before'),
  };
}

function words(command: string, given: readonly string[]): string {
  return [command, ...given.map(optionOrWord)].join(' ');
}

const optionOrWord = (word: string) => (/^--[a-z0-9-]+$/.test(word) ? word : shellWord(word));
