import type { LogLine } from '../../facts/docker-logs.ts';
import { defineRule, type Rank, type Rule, type Words } from '../rule.ts';
import { failure, troubledContainers, type Told, type Trouble } from './trouble.ts';

/** A cause that the application, its runtime or the container runtime tells in the last lines of the run that failed. */
export interface LogCause {
  readonly id: string;
  readonly title: Words;
  readonly rank?: Rank;
  /** The deciding line; the last one that fits is taken, with its groups. */
  readonly wording: RegExp;
  /** How many lines before and after it belong to it. */
  readonly around?: { readonly before?: number; readonly after?: number };
  /** The application itself never ran, so whoever started it misses it. */
  readonly neverRan?: boolean;
  /** Undefined: the line is not what it looks like. */
  readonly tell: (trouble: Trouble, found: FoundLine) => Told | undefined;
}

export interface FoundLine {
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly line: LogLine;
  /** With what belongs to it. */
  readonly quoted: readonly LogLine[];
}

/**
 * Containers that run well are never judged by their log, and of the others only the run that ended last counts: whatever
 * an older run said is past.
 */
export function logCauseRule(cause: LogCause): Rule {
  const { id, title, rank, wording, around, neverRan = false, tell } = cause;
  return defineRule({
    id,
    title,
    ...(rank && { rank }),
    needs: ['containers', 'logs', 'question'],
    evaluate: (views) =>
      troubledContainers(views).flatMap((trouble) => {
        if (!failedByItself(trouble)) return [];
        const found = lastLine(trouble.lines, wording, around);
        const told = found && tell(trouble, found);
        if (found === undefined || told === undefined) return [];
        return [
          failure(trouble, { quoted: found.quoted, ...(neverRan && { severity: 'critical' }), ...told }),
        ];
      }),
  });
}

/** What somebody stopped did not fail, and what ended well has no error to explain. */
export function failedByItself({ end, isStopped, loops }: Trouble): boolean {
  return end !== undefined && !isStopped && (loops || end.exitCode !== 0);
}

export function lastLine(
  lines: readonly LogLine[],
  wording: RegExp,
  { before = 0, after = 0 }: NonNullable<LogCause['around']> = {},
): FoundLine | undefined {
  const at = lines.findLastIndex(({ text }) => wording.test(text));
  const line = lines[at];
  if (line === undefined) return undefined;
  return {
    line,
    groups: wording.exec(line.text)?.groups ?? {},
    quoted: lines.slice(Math.max(0, at - before), at + after + 1),
  };
}
