import type { JournalLine } from '../facts/docker-journal.ts';
import type { DockerService } from './docker-service.ts';
import { known, type Known } from './known.ts';

/** How Docker's daemon came to be down. */
export type DaemonStart =
  /** It runs, or was never installed. */
  | { readonly kind: 'fine' }
  /** Nobody tried to start it since it last ended in order. */
  | { readonly kind: 'not-tried' }
  | FailedStart;

export interface FailedStart {
  readonly kind: 'failed';
  /** The last attempt that came to an end, systemd's lines included. Empty where the journal does not reach back to it. */
  readonly lines: readonly JournalLine[];
  /** What the daemon itself complained of in that attempt, in order. */
  readonly complaints: readonly JournalLine[];
  /** The line before its end: the reason, in its own words. */
  readonly last?: JournalLine;
}

/** From the journal of its units: the last attempt that ended, never an older one. */
export function daemonStartOf(
  service: Known<DockerService>,
  journal: Known<readonly JournalLine[]>,
): Known<DaemonStart> {
  if (service.kind === 'unknown') return service;
  const { state, unit } = service.value;
  if (state !== 'down') return known({ kind: 'fine' });
  if (journal.kind === 'unknown') {
    const failed = unit !== undefined && (unit.activeState !== 'inactive' || unit.result !== 'success');
    return failed ? journal : known({ kind: 'not-tried' });
  }
  const lines = journal.value;
  const attempts = attemptsIn(lines);
  const attempt = lastEnded(attempts, unit?.activeState === 'activating');
  const failed = attempt !== undefined && endsInFailure(attempt);
  if (!failed && (unit === undefined || (unit.activeState === 'inactive' && unit.result === 'success'))) {
    return known({ kind: 'not-tried' });
  }
  if (attempt === undefined || !failed) return known({ kind: 'failed', lines: [], complaints: [] });
  const complaints = complaintsOf(attempts, attempts.indexOf(attempt));
  const last = complaints.findLast(saysWhy) ?? complaints.at(-1);
  return known({ kind: 'failed', lines: attempt, complaints, ...(last !== undefined && { last }) });
}

/** What a line says, without its stamp: logrus' message with its error behind it. */
export function wordsOf({ message, error }: JournalLine): string {
  return error === undefined ? message : `${message}: ${error}`;
}

/** For a person, shortened; nothing where it did not fail or did not say. */
export function lastWordsOf(start: DaemonStart | undefined): string | undefined {
  if (start?.kind !== 'failed' || start.last === undefined) return undefined;
  return wordsOf(start.last).split('\n')[0]?.slice(0, 300).replace(/\.$/, '');
}

type Attempt = readonly JournalLine[];

/** A start of the daemon with all that follows, up to the next one. */
function attemptsIn(journal: readonly JournalLine[]): readonly Attempt[] {
  const attempts: JournalLine[][] = [[]];
  for (const line of journal) {
    if (isSystemd(line) && /^Starting (?!.*(\.socket|Socket for the API))/.test(line.message)) {
      attempts.push([]);
    }
    attempts.at(-1)?.push(line);
  }
  return attempts;
}

/**
 * A process that dies at once can be logged before the line that says that it is started. Where the last attempt of a
 * series seems to have said nothing, the one before it, of which systemd made it a repetition, tells.
 */
function complaintsOf(attempts: readonly Attempt[], index: number): readonly JournalLine[] {
  const attempt = attempts[index] ?? [];
  const complaints = attempt.filter(isComplaint);
  const before = attempts[index - 1];
  if (complaints.length > 0 || before === undefined) return complaints;
  const repeated = before.some(
    (line) => isSystemd(line) && /Scheduled restart job|scheduling restart/.test(line.message),
  );
  return repeated ? complaintsOf(attempts, index - 1) : complaints;
}

/** The one that is under way has not said yet what it will die of. */
function lastEnded(attempts: readonly Attempt[], underWay: boolean): Attempt | undefined {
  const last = attempts.at(-1);
  if (!underWay || last === undefined || last.some(isEnd)) return last;
  return attempts.at(-2);
}

const END =
  /\b[Mm]ain process exited|Failed with result|Failed to start|entered failed state|Deactivated successfully|^Stopped /;

function isEnd(line: JournalLine): boolean {
  return isSystemd(line) && END.test(line.message);
}

/** systemd's verdict on an attempt; between two of them it says "Stopped" as well, which means nothing. */
function endsInFailure(attempt: Attempt): boolean {
  const verdict = attempt.findLast(
    (line) =>
      isSystemd(line) && !/docker\.socket|Docker Socket/.test(line.message) && VERDICT.test(line.message),
  );
  return verdict !== undefined && FAILURE.test(verdict.message);
}

const FAILURE =
  /Failed with result|^Failed to start|entered failed state|^Dependency failed|result 'dependency'|[Mm]ain process exited/;
const VERDICT = new RegExp(`${FAILURE.source}|^Started |^Stopping |Deactivated successfully`);

/** A child that systemd has forked and that has not become the daemon yet is called `(dockerd)`. */
function isSystemd({ program = '' }: JournalLine): boolean {
  return program === 'systemd' || program.startsWith('(');
}

const QUIET = new Set(['trace', 'debug', 'info', 'warning', 'warn']);

/** The daemon's own lines that are no report of progress; what dies early prints plain text. */
function isComplaint(line: JournalLine): boolean {
  if (isSystemd(line)) return HINDERED.test(line.message);
  return line.level === undefined ? line.message.trim() !== '' : !QUIET.has(line.level);
}

/** systemd could not even begin, or did not: what it had to wait for failed. */
const HINDERED =
  /Failed at step|Failed to locate executable|Failed to execute|has more than one ExecStart|^Dependency failed for|result 'dependency'/;

/** dockerd's last words; what it prints around them (usage, a stack) is not the reason. */
function saysWhy(line: JournalLine): boolean {
  return (
    line.level === 'fatal' ||
    line.level === 'panic' ||
    /^(Error starting daemon|failed to start (cluster|daemon)|unable to configure|failed to load listeners|(Status: )?(unknown (shorthand )?flag|invalid argument)|panic:|.*\b(relocation|symbol lookup) error|.*error while loading shared libraries)/.test(
      line.message,
    )
  );
}
