import type { Attempt } from '../facts/snapshot.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere, type TimedOutcome } from '../vantages/from-worker.ts';
import { commandForAttempts, readAttempts } from '../vantages/on-host.ts';
import type { PlannedAttempt } from '../vantages/plan.ts';
import type { Trying } from './while-waiting.ts';

/** A container takes a connection from its own host within milliseconds. */
const NEAR_MS = 500;

/** Whoever answers has done so by then, once a lost SYN was sent again after a second. */
const GLANCE_MS = 1_200;

/**
 * All planned attempts side by side: those of the worker from here, those to containers in one command on the host and all
 * others in another. Into a container's namespace goes only who did not get a connection to its address at once: a listener
 * that took one is there.
 */
export function tryPorts(shell: Shell, planned: readonly PlannedAttempt[], signal?: AbortSignal): Trying {
  const here = planned.filter(({ vantage }) => vantage === 'worker');
  const inside = planned.filter(({ about }) => about.kind === 'inside-container');
  const near = planned.filter(({ about }) => about.kind === 'container-address');
  const apart = new Set([...here, ...inside, ...near]);
  const there = planned.filter((attempt) => !apart.has(attempt));
  const toNear = tryOnHost(shell, near, signal);
  const begun: readonly Begun[] = [
    ...here.map((one) => ({ those: [one], outcomes: fromHere(one, signal) })),
    { those: there, outcomes: tryOnHost(shell, there, signal) },
    { those: near, outcomes: toNear },
  ];
  const fromInside = orAfter(NEAR_MS, toNear).then(async (outcomes = []) => {
    const seen = join(near, outcomes);
    const open = inside.filter((attempt) => !isTaken(attempt, seen));
    const taken = inside.filter((attempt) => !open.includes(attempt));
    return [...join(open, await tryOnHost(shell, open, signal)), ...all(taken, TAKEN)];
  });
  const ends = begun.map(async ({ those, outcomes }) => join(those, await outcomes));
  const soFar = begun.map(async ({ those, outcomes }) => {
    const known = await orAfter(GLANCE_MS, outcomes);
    return known === undefined ? all(those, SILENT) : join(those, known);
  });
  return {
    attempts: Promise.all([...ends, fromInside]).then((each) => each.flat()),
    glance: Promise.all(soFar).then((each) => each.flat()),
  };
}

interface Begun {
  readonly those: readonly PlannedAttempt[];
  readonly outcomes: Promise<readonly TimedOutcome[]>;
}

const TAKEN: TimedOutcome = { outcome: { kind: 'not-tried', because: 'the host got a connection' }, ms: 0 };

const SILENT: TimedOutcome = { outcome: { kind: 'timed-out', afterMs: GLANCE_MS }, ms: GLANCE_MS };

/** Nothing where the wait is over first. */
async function orAfter<Value>(ms: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function fromHere({ to }: PlannedAttempt, signal?: AbortSignal): Promise<readonly TimedOutcome[]> {
  return [await attemptFromHere(to.address, to.port, signal)];
}

/** The host got a connection to the very address and port that would be tried from inside. */
function isTaken({ to }: PlannedAttempt, near: readonly Attempt[]): boolean {
  return near.some(
    (other) =>
      other.outcome.kind === 'connected' && other.to.address === to.address && other.to.port === to.port,
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

function all(planned: readonly PlannedAttempt[], outcome: TimedOutcome): Attempt[] {
  return join(
    planned,
    planned.map(() => outcome),
  );
}
