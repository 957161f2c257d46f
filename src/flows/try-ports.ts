import { isDeepStrictEqual } from 'node:util';

import type { Attempt } from '../facts/snapshot.ts';
import type { Shell } from '../ssh/shell.ts';
import { attemptFromHere, type TimedOutcome } from '../vantages/from-worker.ts';
import { commandForAttempts, readAttempts } from '../vantages/on-host.ts';
import type { PlannedAttempt } from '../vantages/plan.ts';

/** A container takes a connection from its own host within milliseconds. */
const NEAR_MS = 500;

/** Whoever answers has done so by then, once a lost SYN was sent again after a second. */
const GLANCE_MS = 1_200;

export interface Trying {
  readonly attempts: Promise<readonly Attempt[]>;
  /** The same as they stand after little more than a second; whoever has not answered by then counts as silent. */
  readonly glance: Promise<readonly Attempt[]>;
}

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
  const tried = [
    ...here.map(async (one) => join([one], [await attemptFromHere(one.to.address, one.to.port, signal)])),
    tryOnHost(shell, there, signal).then((outcomes) => join(there, outcomes)),
    toNear.then((outcomes) => join(near, outcomes)),
  ];
  const fromInside = orAfter(NEAR_MS, toNear).then(async (outcomes = []) => {
    const taken = join(near, outcomes);
    const open = inside.filter((attempt) => !isTaken(attempt, taken));
    const known = join(open, await tryOnHost(shell, open, signal));
    const left = inside.filter((attempt) => !open.includes(attempt));
    return [
      ...known,
      ...join(
        left,
        left.map(() => TAKEN),
      ),
    ];
  });
  const attempts = Promise.all([...tried, fromInside]).then((each) => each.flat());
  const soFar = [...here.map((one) => [one]), there, near].map((each, index) =>
    orAfter(GLANCE_MS, tried[index] ?? Promise.resolve([])).then(
      (outcomes) =>
        outcomes ??
        join(
          each,
          each.map(() => SILENT),
        ),
    ),
  );
  return { attempts, glance: Promise.all(soFar).then((each) => each.flat()) };
}

const TAKEN: TimedOutcome = { outcome: { kind: 'not-tried', because: 'the host got a connection' }, ms: 0 };

const SILENT: TimedOutcome = { outcome: { kind: 'timed-out', afterMs: GLANCE_MS }, ms: GLANCE_MS };

/**
 * Asks about what keeps silent in the time for which it is waited for anyway; once more where others turn out to be silent
 * than it seemed.
 */
export async function whileWaiting<Question, Answer>(
  { glance, attempts }: Trying,
  questionsAbout: (tried: readonly Attempt[]) => readonly Question[],
  ask: (questions: readonly Question[]) => Promise<Answer>,
): Promise<Answer | undefined> {
  const early = questionsAbout(await glance);
  const answer = early.length === 0 ? undefined : ask(early);
  answer?.catch(() => undefined);
  const wanted = questionsAbout(await attempts);
  if (wanted.length === 0) return undefined;
  const isAsked = wanted.every((one) => early.some((other) => isDeepStrictEqual(one, other)));
  return isAsked ? answer : ask(wanted);
}

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
