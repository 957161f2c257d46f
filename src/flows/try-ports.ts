import type { Attempt } from '../facts/snapshot.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere, type TimedOutcome } from '../vantages/from-worker.ts';
import { commandForAttempts, readAttempts } from '../vantages/on-host.ts';
import type { PlannedAttempt } from '../vantages/plan.ts';

/** All planned attempts side by side: those of the worker from here, all others in one command on the host. */
export async function tryPorts(
  shell: Shell,
  planned: readonly PlannedAttempt[],
  signal?: AbortSignal,
): Promise<readonly Attempt[]> {
  const here = planned.filter(({ vantage }) => vantage === 'worker');
  const there = planned.filter(({ vantage }) => vantage !== 'worker');
  const [fromHere, fromThere] = await Promise.all([
    Promise.all(here.map(({ to }) => attemptFromHere(to.address, to.port, signal))),
    tryOnHost(shell, there, signal),
  ]);
  return [...join(here, fromHere), ...join(there, fromThere)];
}

async function tryOnHost(
  shell: Shell,
  planned: readonly PlannedAttempt[],
  signal?: AbortSignal,
): Promise<readonly TimedOutcome[]> {
  if (planned.length === 0) return [];
  const { argv, timeoutMs } = commandForAttempts(planned);
  const result = await shell.run({ argv }, { timeoutMs, ...(signal && { signal }) });
  if (result.kind === 'exited' && result.code === 0) return readAttempts(result.stdout, planned.length);
  const because =
    result.kind === 'exited' ? result.stderr.trim().split('\n').at(-1) || 'bash is not there' : result.kind;
  return planned.map(() => ({ outcome: { kind: 'not-tried', because }, ms: 0 }));
}

function join(planned: readonly PlannedAttempt[], outcomes: readonly TimedOutcome[]): Attempt[] {
  return planned.flatMap(({ vantage, to, about }, index) => {
    const timed = outcomes[index];
    return timed === undefined ? [] : [{ vantage, to, about, ...timed }];
  });
}
