import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FixOutcome, type ApprovedFix } from '../../../src/report/fix.ts';
import type { LabHost } from '../lab.ts';
import type { Fault } from './faults.ts';
import { judgeEnd, look, settled, type Seen } from './scene.ts';
import type { Task } from './worker.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Of the host's own timer. */
export const UNDO_AFTER_SECONDS = 45;

export interface Played {
  readonly ended: string;
  readonly wrong: readonly string[];
  readonly outcome?: FixOutcome;
}

/** One approved change under one fault: how it ended, and what is wrong with that. */
export async function playFault(
  host: LabHost,
  config: string,
  approved: ApprovedFix,
  fault: Fault,
  undoAfterSeconds = UNDO_AFTER_SECONDS,
): Promise<Played> {
  const before = await look(host);
  const task = { config, host: host.name, approved, undoAfterSeconds };
  let mend: (() => Promise<unknown>) | undefined;
  if (fault.at === 'from the start') mend = await fault.strike(host);
  const mending: Promise<unknown>[] = [];
  const first = await worker({ ...task, fence: 1, stepwise: true }, async (step, kill) => {
    if (step !== fault.at || mending.length > 0) return;
    if (fault.kills) await kill(fault.strike(host));
    else mend = await fault.strike(host);
    mending.push(sleep(fault.mendAfterMs).then(() => mend?.()));
  });
  let outcome = first;
  if (first === undefined && fault.successor) {
    outcome = await worker({ ...task, fence: 2, stepwise: false }, () => Promise.resolve());
  }
  await Promise.all(mending);
  const after = await settled(host, (undoAfterSeconds + 120) * 1000);
  return {
    ended: after.state === '' ? 'not begun' : after.state,
    wrong: [...judgeEnd(before, after), ...judgeWord(outcome, after)],
    ...(outcome && { outcome }),
  };
}

/** What the thread was told is what is so. */
export function judgeWord(outcome: FixOutcome | undefined, { state }: Seen): string[] {
  if (outcome === undefined) return [];
  const truth =
    { confirmed: 'fixed', undone: 'undone', abandoned: 'not-begun', '': 'not-begun' }[state] ?? state;
  return outcome.result === truth ? [] : [`said ${outcome.result} (${outcome.because}), and it is ${truth}`];
}

/** What it said at its end; undefined where it was killed. */
export async function worker(
  task: Task,
  onStep: (step: string, kill: (meanwhile: Promise<unknown>) => Promise<void>) => Promise<void>,
): Promise<FixOutcome | undefined> {
  const child = spawn(process.execPath, ['--import', 'tsx', WORKER, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let outcome: FixOutcome | undefined;
  let complaints = '';
  let killed = false;
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const kill = async (meanwhile: Promise<unknown>) => {
    killed = true;
    child.stdin.write('go\n');
    await meanwhile;
    child.kill('SIGKILL');
  };
  const over = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'outcome') outcome = FixOutcome.parse(JSON.parse(rest.join(' ')));
    if (word !== 'step') continue;
    await onStep(rest.join(' '), kill);
    if (!killed && task.stepwise) child.stdin.write('go\n');
  }
  await over;
  if (outcome === undefined && !killed) throw new Error(`the worker ended without a word: ${complaints}`);
  return outcome;
}
