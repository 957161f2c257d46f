import type { LogLine } from '../facts/docker-logs.ts';
import { hasDiedSince, type Container } from './containers.ts';
import { wholeRun } from './whole-run.ts';

/** How the last run of a container ended. */
export interface RunEnd {
  /** Absent where it runs again already and nothing tells any more. */
  readonly exitCode?: number;
  /** Milliseconds since 1970. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** The last signal that somebody had Docker send to it in that run, by its number. */
  readonly signal?: number;
  /** It ended by `docker stop` or `docker restart`. */
  readonly stopped: boolean;
}

/** A run from start to end, as Docker's events tell. */
interface Run {
  readonly startedAt?: number;
  readonly endedAt: number;
  readonly exitCode?: number;
  readonly signal?: number;
  readonly stopped: boolean;
}

/** Docker's back-off between restarts doubles up to one minute. */
const LONGEST_BACK_OFF_MS = 60_000;

/** A container that has been up so much longer than ever before has got over it; sooner where it failed only once or twice. */
const SETTLED_MS = 10_000;
const SOON_SETTLED_MS = 2_000;

/** A job that works for so long, ends with 0 and is started again does what it is meant to do. */
const WORKING_MS = 10_000;

/**
 * Restarting again and again: between two starts, or up for less than the longest back-off after several restarts.
 * @param now milliseconds since 1970, the time of the snapshot
 */
export function isLooping(container: Container, now: number): boolean {
  const { state, restartCount } = container.inspect;
  const last = lastEndOf(container);
  if (last?.exitCode === 0 && lengthOf(last) >= WORKING_MS) return false;
  if (state.restarting) return true;
  const startedAt = moment(state.startedAt);
  if (!state.running || state.paused || startedAt === undefined) return false;
  if (hasDiedSince(container.inspect, container.events)) return isStartedAgain(container, last);
  if (restartCount === 0) return false;
  const up = (container.seenAt ?? now) - startedAt;
  const lengths = runsOf(container)
    .map((run) => lengthOf(run))
    .filter((ms) => !Number.isNaN(ms));
  const longest = Math.max(0, ...lengths);
  const settled = 3 * longest + (restartCount < 3 ? SOON_SETTLED_MS : SETTLED_MS);
  if (lengths.length > 0 && up > settled) return false;
  // Without the runs before nobody knows whether one or two restarts were the last.
  if (restartCount < 3 && (lengths.length === 0 || last?.stopped === true)) return false;
  return up < LONGEST_BACK_OFF_MS || (lengths.length >= 3 && up < 1.5 * longest);
}

/**
 * The end of the run that ended last: of a container that does not run, or of one that is caught running in a loop. Docker
 * takes the exit code back as soon as it starts the container again, so that only its events still tell.
 */
export function lastEnd(container: Container, now: number): RunEnd | undefined {
  if (container.running && !isLooping(container, now)) return undefined;
  return lastEndOf(container);
}

/** The policy will have it run again by now. */
function isStartedAgain({ inspect: { hostConfig } }: Container, last: RunEnd | undefined): boolean {
  const { name } = hostConfig.restartPolicy;
  if (last?.stopped === true) return false;
  return name === 'always' || name === 'unless-stopped' || (name === 'on-failure' && last?.exitCode !== 0);
}

function lastEndOf(container: Container): RunEnd | undefined {
  const { state } = container.inspect;
  const run = runsOf(container).at(-1);
  const finishedAt = moment(state.finishedAt);
  if (!state.running || state.restarting) {
    if (finishedAt === undefined) return undefined;
    const startedAt = moment(state.startedAt);
    // Between two starts of a loop Docker may already show the time of the next one.
    const begun = startedAt !== undefined && startedAt <= finishedAt ? startedAt : run?.startedAt;
    return {
      exitCode: state.exitCode,
      endedAt: finishedAt,
      stopped: run?.stopped ?? false,
      ...(begun !== undefined && { startedAt: begun }),
      ...(run?.signal !== undefined && { signal: run.signal }),
    };
  }
  if (run !== undefined) return run;
  return finishedAt === undefined ? undefined : { endedAt: finishedAt, stopped: false };
}

function moment(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Whether something was written in a span of milliseconds since 1970; yes where nobody knows. A date takes longer to read than all
 * else that is done to a line, and many lines are of one second.
 */
function writtenWithin(from: number, until: number): (at: string | undefined) => boolean {
  let second = '\0';
  let all = false;
  return (at) => {
    if (at?.startsWith(second) === true && at.endsWith('Z')) return all;
    const written = moment(at);
    if (at === undefined || written === undefined) return true;
    const is = written >= from && written <= until;
    const begun = at.endsWith('Z') ? moment(`${at.slice(0, 19)}Z`) : undefined;
    // Only a second that lies within as a whole, or not at all, says the same of every line.
    const isWhole =
      begun !== undefined &&
      (is ? begun >= from && begun + 999 <= until : begun + 999 < from || begun > until);
    second = isWhole ? at.slice(0, 19) : '\0';
    all = is;
    return is;
  };
}

function lengthOf({ startedAt, endedAt }: Pick<RunEnd, 'startedAt' | 'endedAt'>): number {
  return (endedAt ?? Number.NaN) - (startedAt ?? Number.NaN);
}

/**
 * Runs that ended, of those that Docker's events still hold; oldest first. `docker stop` says so after the end, in Docker 28
 * at times a few milliseconds before it; `docker restart` says so when the next run has begun.
 */
function runsOf({ events }: Container): readonly Run[] {
  const runs: Run[] = [];
  let startedAt: number | undefined;
  let signal: number | undefined;
  let isOver = false;
  let stopped = false;
  for (const event of events) {
    const last = runs.at(-1);
    if (event.action === 'start') {
      startedAt = event.at;
      signal = undefined;
      stopped = false;
      isOver = false;
    } else if (event.action === 'kill') {
      signal = event.signal;
      isOver = false;
    } else if (event.action === 'stop' && !isOver) stopped = true;
    else if ((event.action === 'stop' || event.action === 'restart') && last !== undefined)
      runs[runs.length - 1] = { ...last, stopped: true };
    else if (event.action === 'die') {
      runs.push({
        endedAt: event.at,
        stopped,
        ...(event.exitCode !== undefined && { exitCode: event.exitCode }),
        ...(startedAt !== undefined && { startedAt }),
        ...(signal !== undefined && { signal }),
      });
      startedAt = undefined;
      stopped = false;
      isOver = true;
    }
  }
  return runs;
}

/** Docker notes a start when the process has run for a moment already, long enough for it to have said its last words. */
const NOTED_LATE_MS = 5_000;

/**
 * What a container wrote in the run that matters: the one that ended last, or, of a container that simply runs, the one
 * that goes on. One that failed before it wrote anything has no lines.
 */
export function linesOfRun(container: Container, lines: readonly LogLine[], now: number): readonly LogLine[] {
  const known = linesKnown.get(container);
  if (known !== undefined && known.of === lines && known.now === now) return known.lines;
  const found = findLinesOfRun(container, lines, now);
  linesKnown.set(container, { of: lines, now, lines: found });
  return found;
}

/** A score of rules look for a sentence of theirs in the same lines. */
const linesKnown = new WeakMap<
  Container,
  { readonly of: readonly LogLine[]; readonly now: number; readonly lines: readonly LogLine[] }
>();

function findLinesOfRun(container: Container, lines: readonly LogLine[], now: number): readonly LogLine[] {
  const { state } = container.inspect;
  const end = lastEnd(container, now);
  const startedAt = end === undefined ? moment(state.startedAt) : end.startedAt;
  const before = runsOf(container).findLast(({ endedAt }) => endedAt < (startedAt ?? 0))?.endedAt ?? 0;
  const from = startedAt === undefined ? 0 : Math.max(before, startedAt - NOTED_LATE_MS);
  const until = container.running && end?.endedAt !== undefined ? end.endedAt : Number.POSITIVE_INFINITY;
  const isWithin = writtenWithin(from, until);
  const ofRun = lines.filter(({ at }) => isWithin(at));
  if (!isLooping(container, now)) return ofRun;
  const isAlike =
    new Set(
      runsOf(container)
        .slice(-2)
        .map(({ exitCode }) => exitCode),
    ).size < 2;
  // The daemon may note ends and lines in another order.
  const told = ofRun.length > 0 ? ofRun : lines;
  return isAlike ? wholeRun(told, lines) : told;
}

/**
 * These policies start a container again after every end but one by hand, so that one which stays down was stopped by
 * somebody, whatever its exit code.
 */
export function staysDown({ inspect: { state, hostConfig } }: Container): boolean {
  const { name } = hostConfig.restartPolicy;
  return state.status === 'exited' && state.error === '' && (name === 'always' || name === 'unless-stopped');
}
