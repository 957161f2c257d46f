import type { KnownBlock, TableBlock } from '@slack/types';
import type { LogPattern } from '../../report/logs.ts';
import { clockTime, logWords } from '../logs-words.ts';
import { count, cut, oneLine } from '../untrusted.ts';
import { bold, plain, preformatted, richText, section } from './rich-text.ts';

export interface PatternRoom {
  readonly rows: number;
  readonly length: number;
}

interface Row {
  readonly level: string;
  readonly count: string;
  readonly first: string;
  readonly last: string;
  readonly template: string;
}

function rowOf(
  { template, level, count: times, first, last, isNew }: LogPattern,
  day: string,
  length: number,
): Row {
  return {
    // A word and not a colour.
    level: isNew ? `${logWords.level[level]}, ${logWords.isNew}` : logWords.level[level],
    count: count(times),
    first: clockTime(first, day),
    last: clockTime(last, day),
    template: cut(oneLine(template), length),
  };
}

function rowsOf(patterns: readonly LogPattern[], day: string, room: PatternRoom): readonly Row[] {
  return patterns.slice(0, room.rows).map((pattern) => rowOf(pattern, day, room.length));
}

/** Patterns as a table. Cells are data: nothing in them is markup. */
export function patternTable(patterns: readonly LogPattern[], day: string, room: PatternRoom): KnownBlock[] {
  const rows = rowsOf(patterns, day, room);
  if (rows.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: [{}, { align: 'right' }, {}, {}, { is_wrapped: true }],
    rows: [logWords.patternHeads, ...rows].map((row) => [
      cell(row.level),
      cell(row.count),
      cell(row.first),
      cell(row.last),
      cell(row.template),
    ]),
  };
  return [...title(), table, ...rest(patterns, room)];
}

/** The same in columns, for a Slack that knows no tables. */
export function patternColumns(
  patterns: readonly LogPattern[],
  day: string,
  room: PatternRoom,
): KnownBlock[] {
  const rows = [logWords.patternHeads, ...rowsOf(patterns, day, room)];
  if (rows.length === 1) return [];
  const width = (key: keyof Row) => Math.max(...rows.map((row) => row[key].length));
  const [level, times, first, last] = [width('level'), width('count'), width('first'), width('last')];
  const text = rows
    .map((row) =>
      [
        row.level.padEnd(level),
        row.count.padStart(times),
        row.first.padEnd(first),
        row.last.padEnd(last),
        row.template,
      ].join('  '),
    )
    .join('\n');
  return [...title(), richText(preformatted(text)), ...rest(patterns, room)];
}

function title(): KnownBlock[] {
  return [richText(section(bold(logWords.patterns)))];
}

function rest(patterns: readonly LogPattern[], { rows }: PatternRoom): KnownBlock[] {
  const missing = patterns.length - rows;
  return missing > 0 ? [richText(section(plain(logWords.morePatterns(missing))))] : [];
}

function cell(text: string): { type: 'raw_text'; text: string } {
  // Slack refuses an empty cell.
  return { type: 'raw_text', text: text === '' ? ' ' : text };
}
