import type { FixStep } from '../../../src/flows/fix/run.ts';
import type { ApprovedFix, FixOptions } from '../../../src/report/fix.ts';
import { approve } from './approve.ts';
import { judgeWord, UNDO_AFTER_SECONDS, worker, type Played } from './play-fault.ts';
import { judgeEnd, look, onDisk, onSmallDisks, settled, type Seen } from './scene.ts';
import { reboot, type Site } from './site.ts';

export interface Reboot {
  readonly name: string;
  play(site: Site): Promise<Played>;
}

type Way = 'shut down' | 'power lost';
type Method = NonNullable<FixOptions['method']>;
const PATIENCE_MS = (UNDO_AFTER_SECONDS + 120) * 1000;
const onwards = () => Promise.resolve();

/** The worker is killed after a step, and the host goes down so long after it; then another worker asks what became of it. */
function rebootAfter(at: FixStep, how: Way, afterMs = 0, method: Method = 'bip'): Reboot {
  return {
    name: `${nameOf(at, how, afterMs)}${method === 'bip' ? '' : ` (${method})`}`,
    async play(site) {
      await onDisk(site.host);
      const approved = await approve(site.config, site.host.name, { options: { method } });
      const before = await look(site.host);
      const { after, ...told } = await goDown(site, approved, { at, how, afterMs });
      await onSmallDisks(site.host);
      return { ...told, wrong: [...told.wrong, ...judgeEnd(asBooted(before, after), after)] };
    },
  };
}

/** A change that was made and kept is taken back, and the host goes down in the midst of that: it ends as it began, or as it was at first. */
function rebootWhileReverted(at: FixStep, how: Way, afterMs: number, method: Method): Reboot {
  return {
    name: `${nameOf(at, how, afterMs)} while a change (${method}) was taken back`,
    async play(site) {
      await onDisk(site.host);
      const { host, config } = site;
      const original = await look(host);
      const made = await approve(config, host.name, { options: { method } });
      const task = { config, host: host.name, undoAfterSeconds: UNDO_AFTER_SECONDS, stepwise: false };
      const fixed = await worker({ ...task, approved: made, fence: 1 }, onwards);
      if (fixed?.result !== 'fixed') throw new Error(`the change was not made: ${fixed?.because}`);
      const before = await look(host, made.id);
      const approved = await approve(config, host.name, { reverts: made.id });
      const { after, ...told } = await goDown(site, approved, { at, how, afterMs });
      await onSmallDisks(site.host);
      const wrong =
        after.state === 'confirmed'
          ? judgeEnd(asBooted(original, after), { ...after, state: 'undone' })
          : judgeEnd(asBooted(before, after), {
              ...after,
              // What the change made, and its undo made again.
              litter: after.litter.filter((one) => !before.litter.includes(one)),
            });
      return { ...told, wrong: [...told.wrong, ...wrong] };
    },
  };
}

function nameOf(at: FixStep, how: Way, afterMs: number): string {
  return `host ${how} and worker killed after "${at}"${afterMs === 0 ? '' : `, ${afterMs} ms later`}`;
}

async function goDown(
  site: Site,
  approved: ApprovedFix,
  { at, how, afterMs }: { at: FixStep; how: Way; afterMs: number },
): Promise<Played & { readonly after: Seen }> {
  const task = { host: site.host.name, approved, undoAfterSeconds: UNDO_AFTER_SECONDS };
  let down: Promise<void> | undefined;
  await worker({ ...task, config: site.config, fence: 1, stepwise: true }, async (step, kill) => {
    if (step !== at || down !== undefined) return;
    await kill(new Promise((resolve) => setTimeout(resolve, afterMs)));
    down = reboot(site, how);
    await down;
  });
  const after = await settled(site.host, PATIENCE_MS, approved.id);
  const outcome = await worker({ ...task, config: site.config, fence: 2, stepwise: false }, onwards);
  const end = await look(site.host, approved.id);
  return {
    after,
    ended: after.state === '' ? 'not begun' : after.state,
    wrong: judgeWord(outcome, end),
    ...(outcome && { outcome }),
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
  rebootAfter('begun', 'power lost', 1500, 'bridge'),
  rebootAfter('applied', 'shut down', 0, 'bridge'),
  rebootAfter('confirmed', 'power lost', 0, 'bridge'),
  rebootWhileReverted('begun', 'power lost', 1500, 'bip'),
  rebootWhileReverted('applied', 'shut down', 0, 'bip'),
  rebootWhileReverted('begun', 'power lost', 1500, 'bridge'),
  rebootWhileReverted('applied', 'shut down', 0, 'bridge'),
  rebootWhileReverted('confirmed', 'power lost', 0, 'bridge'),
];
