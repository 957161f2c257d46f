import type { FixStep } from '../../../src/flows/fix/run.ts';
import { approve } from './approve.ts';
import { judgeWord, UNDO_AFTER_SECONDS, worker, type Played } from './play-fault.ts';
import { judgeEnd, look, onDisk, onSmallDisks, settled, type Seen } from './scene.ts';
import { reboot, type Site } from './site.ts';

export interface Reboot {
  readonly name: string;
  play(site: Site): Promise<Played>;
}

/** The worker is killed after a step, and the host goes down so long after it; then another worker asks what became of it. */
function rebootAfter(at: FixStep, how: 'shut down' | 'power lost', afterMs = 0): Reboot {
  const later = afterMs === 0 ? '' : `, ${afterMs} ms later`;
  return {
    name: `host ${how} and worker killed after "${at}"${later}`,
    async play(site) {
      await onDisk(site.host);
      const approved = await approve(site.config, site.host.name);
      const before = await look(site.host);
      const task = {
        host: site.host.name,
        approved,
        undoAfterSeconds: UNDO_AFTER_SECONDS,
      };
      let down: Promise<void> | undefined;
      await worker({ ...task, config: site.config, fence: 1, stepwise: true }, async (step, kill) => {
        if (step !== at || down !== undefined) return;
        await kill(new Promise((resolve) => setTimeout(resolve, afterMs)));
        down = reboot(site, how);
        await down;
      });
      const after = await settled(site.host, (UNDO_AFTER_SECONDS + 120) * 1000);
      const outcome = await worker({ ...task, config: site.config, fence: 2, stepwise: false }, () =>
        Promise.resolve(),
      );
      const end = await look(site.host);
      await onSmallDisks(site.host);
      return {
        ended: after.state === '' ? 'not begun' : after.state,
        wrong: [...judgeEnd(asBooted(before, after), after), ...judgeWord(outcome, end)],
        ...(outcome && { outcome }),
      };
    },
  };
}

/** Docker starts those with a restart policy; an undo starts the others too, and where none was due a boot does not. */
function asBooted(before: Seen, { state }: Seen): Seen {
  if (state === 'undone') return before;
  const { 30_001: _, 30_007: __, ...answers } = before.answers;
  return {
    ...before,
    running: before.running.filter((one) => one.startsWith('portainer ')),
    answers,
  };
}

export const REBOOTS: readonly Reboot[] = [
  rebootAfter('prepared', 'power lost'),
  rebootAfter('armed', 'shut down'),
  rebootAfter('begun', 'power lost'),
  rebootAfter('begun', 'shut down', 700),
  rebootAfter('begun', 'power lost', 1500),
  rebootAfter('applied', 'shut down'),
  rebootAfter('applied', 'power lost'),
  rebootAfter('recorded', 'power lost'),
  rebootAfter('confirmed', 'shut down'),
  rebootAfter('confirmed', 'power lost'),
];
