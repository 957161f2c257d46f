import type { Attempt } from '../facts/snapshot.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere, type TimedOutcome } from '../vantages/from-worker.ts';
import { commandForAttempts, readAttempts } from '../vantages/on-host.ts';
import type { PlannedAttempt } from '../vantages/plan.ts';

/**
 * All planned attempts side by side: those of the worker from here, all others in one command on the host. Into a
 * container's namespace goes only who did not get a connection to its address: a listener that took one is there.
 */
export async function tryPorts(
  shell: Shell,
  planned: readonly PlannedAttempt[],
  signal?: AbortSignal,
): Promise<readonly Attempt[]> {
  const here = planned.filter(({ vantage }) => vantage === 'worker');
  const inside = planned.filter(({ about }) => about.kind === 'inside-container');
  const there = planned.filter((attempt) => attempt.vantage !== 'worker' && !inside.includes(attempt));
  const [fromHere, fromThere] = await Promise.all([
    Promise.all(here.map(({ to }) => attemptFromHere(to.address, to.port, signal))),
    tryOnHost(shell, there, signal),
  ]);
  const outer = [...join(here, fromHere), ...join(there, fromThere)];
  const open = inside.filter((attempt) => !isTaken(attempt, outer));
  const taken = inside.filter((attempt) => !open.includes(attempt));
  return [
    ...outer,
    ...join(open, await tryOnHost(shell, open, signal)),
    ...join(
      taken,
      taken.map(() => ({ outcome: { kind: 'not-tried', because: 'the host got a connection' }, ms: 0 })),
    ),
  ];
}

/** The host got a connection to the very address and port that would be tried from inside. */
function isTaken({ to }: PlannedAttempt, outer: readonly Attempt[]): boolean {
  return outer.some(
    (other) =>
      other.about.kind === 'container-address' &&
      other.outcome.kind === 'connected' &&
      other.to.address === to.address &&
      other.to.port === to.port,
  );
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
