import type { FixStage } from '../flows/fix/run.ts';
import { say } from '../text/say.ts';

/** What a change at a prompt says beside plan and outcome. */
export const cliFixWords = {
  stage: {
    connecting: 'connecting',
    reading: 'reading the host',
    planning: 'planning',
    comparing: 'comparing the host with the plan',
    'backing-up': 'storing the change and its undo on the host',
    'arming-the-undo': 'arming the undo on the host',
    changing: 'changing',
    proving: 'proving, over a new connection',
    disarming: 'disarming the undo',
    undoing: 'undoing',
    'waiting-for-the-host': 'waiting until the host answers again',
  } satisfies Record<FixStage, string>,
  planning: 'diagnosing the host and planning',
  recording: (host: string) => say`${host} is a recording: nothing can be changed on it.`,
  planOfRecording: (host: string) => say`For the plan: ferryman fix-bridge ${host} --plan`,
  onlyPlanned: 'Only the plan was asked for.',
  notTyped: (host: string) => say`That was not ${host}.`,
  expired: say`The plan has expired while nobody answered.`,
  nobody: say`Nobody is here to type the name of the host.`,
  overMeanwhile: say`It is over meanwhile.`,
  stoppedByHand: say`Stopped by hand.`,
  nothingChanged: say`Nothing was changed.`,
  interrupted: (seconds: number) =>
    `Stopping: the change is taken back. The host does that by itself within ${seconds} s, even if this command is gone. Ctrl-C again leaves at once.`,
  left: (id: string) =>
    `Left. The host takes the change back by itself, unless it was proven already. Its record: /var/lib/ferryman/changes/${id}`,
  pending: (id: string, state: string, seconds: number | undefined) =>
    `Change ${id} is not over on this host (${state}).${
      seconds === undefined || seconds < 0 ? '' : ` It takes it back by itself in ${seconds} s.`
    }`,
  undoNow: 'It will be taken back now.',
};
