import { shellWord } from '../rules/shell-word.ts';
import { say } from '../text/say.ts';
import { affectedBy, running } from './affected.ts';
import { boundUnitNames } from './bound-units.ts';
import type { PlanInput } from './plan-input.ts';
import { restartCommand } from './service-commands.ts';
import type { UntoldStep } from './untold.ts';

/** What goes with each restart of Docker, whichever way its file changes. */
export interface RestartSteps {
  readonly arm: UntoldStep;
  /** Empty unless live-restore would keep the bridge. */
  readonly stop: readonly UntoldStep[];
  readonly restart: UntoldStep;
  /** Empty where Docker starts all of them. */
  readonly start: readonly UntoldStep[];
  readonly prove: UntoldStep;
  readonly disarm: UntoldStep;
}

export function restartSteps(input: PlanInput, stopFirst: boolean): RestartSteps {
  const { docker, views, bridge, id, undoAfterSeconds } = input;
  const units = boundUnitNames(input);
  const script = `/var/lib/ferryman/changes/${id}/change.sh`;
  const containers = running(views.containers);
  const all = containers.map(({ name }) => shellWord(name)).join(' ');
  const left = containers
    .filter((container) => stopFirst || affectedBy(container, bridge).startedByFix)
    .map(({ name }) => shellWord(name))
    .join(' ');
  return {
    arm: {
      what: say`Have the host itself undo it after ${undoAfterSeconds} s, whatever happens to Ferryman`,
      command:
        docker.manager === 'systemd'
          ? `systemd-run --on-active=${undoAfterSeconds} --timer-property=AccuracySec=1s sh ${script} undo`
          : `setsid sh -c 'sleep ${undoAfterSeconds}; sh ${script} undo' &`,
    },
    stop:
      stopFirst && all !== ''
        ? [
            {
              what: say`Stop the containers: live-restore would keep the bridge as it is`,
              command: `docker stop -t 10 ${all}`,
            },
          ]
        : [],
    restart: { what: say`Restart Docker`, command: restartCommand(docker), does: 'restart' },
    start: [
      ...(left === ''
        ? []
        : [
            {
              what: say`Start those that Docker does not start again by itself`,
              command: `docker start ${left}`,
            },
          ]),
      ...(units.length === 0
        ? []
        : [
            {
              what: say`Start what stopped with Docker and did not start with it`,
              command: `systemctl start ${units.map(shellWord).join(' ')}`,
            },
          ]),
    ],
    prove: {
      what: say`Connect anew and prove it`,
      command: `ip -o -4 addr show; ip route get <container>; docker ps`,
    },
    disarm: { what: say`Disarm the undo`, command: `sh ${script} confirm` },
  };
}
