import type { LogPattern, LogReport } from '../report/logs.ts';
import { clockTime, type LogWords } from './logs-words.ts';
import { count, oneLine } from './untrusted.ts';

/** One kind of lines as every renderer shows it; its columns in this order. */
export interface PatternRow {
  readonly count: string;
  readonly level: string;
  readonly first: string;
  readonly last: string;
  readonly line: string;
}

export function patternRow(
  { template, level, count: times, first, last, isNew }: LogPattern,
  day: string,
  words: LogWords,
): PatternRow {
  const name = words.level[level];
  return {
    count: count(times),
    // A word and not a colour.
    level: isNew ? words.isNew(name) : name,
    first: clockTime(first, day),
    last: clockTime(last, day),
    line: oneLine(template),
  };
}

/** What the times are of, and what "new" was measured against: nothing of it where it could not be. */
export function patternNote(
  { patterns, newSince }: Pick<LogReport, 'patterns' | 'newSince'>,
  words: LogWords,
): string {
  if (newSince === undefined) return words.patternTimes;
  const since = words.newSince(
    patterns.some(({ isNew }) => isNew),
    newSince,
  );
  return words.clauses([since, words.patternTimes]);
}
