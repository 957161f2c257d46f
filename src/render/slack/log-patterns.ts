import type { KnownBlock, TableBlock } from '@slack/types';
import stringWidth from 'string-width';
import type { LogReport } from '../../report/logs.ts';
import { patternNote, patternRow, type PatternRow } from '../log-patterns.ts';
import type { LogWords } from '../logs-words.ts';
import { cut } from '../untrusted.ts';
import { bold, plain, preformatted, richText, section } from './rich-text.ts';

export interface PatternRoom {
  readonly rows: number;
  readonly length: number;
}

type Kinds = Pick<LogReport, 'patterns' | 'newSince' | 'at'>;

function rowsOf({ patterns, at }: Kinds, room: PatternRoom, words: LogWords): readonly PatternRow[] {
  return patterns.slice(0, room.rows).map((pattern) => {
    const row = patternRow(pattern, at, words);
    return { ...row, line: cut(row.line, room.length) };
  });
}

/** Patterns as a table. Cells are data: nothing in them is markup. */
export function patternTable(kinds: Kinds, room: PatternRoom, words: LogWords): KnownBlock[] {
  const rows = rowsOf(kinds, room, words);
  if (rows.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: [{ align: 'right' }, {}, {}, {}, { is_wrapped: true }],
    rows: [words.patternHeads, ...rows].map((row) => [
      cell(row.count),
      cell(row.level),
      cell(row.first),
      cell(row.last),
      cell(row.line),
    ]),
  };
  return [...title(kinds, words), table, ...rest(kinds, room, words)];
}

/** The same in columns, for a Slack that knows no tables. */
export function patternColumns(kinds: Kinds, room: PatternRoom, words: LogWords): KnownBlock[] {
  const rows = [words.patternHeads, ...rowsOf(kinds, room, words)];
  if (rows.length === 1) return [];
  const width = (key: keyof PatternRow) => Math.max(...rows.map((row) => stringWidth(row[key])));
  const [times, level, first, last] = [width('count'), width('level'), width('first'), width('last')];
  const text = rows
    .map((row) =>
      [
        gap(row.count, times) + row.count,
        row.level + gap(row.level, level),
        row.first + gap(row.first, first),
        row.last + gap(row.last, last),
        row.line,
      ].join('  '),
    )
    .join('\n');
  return [...title(kinds, words), richText(preformatted(text)), ...rest(kinds, room, words)];
}

/** A Chinese character takes two columns. */
function gap(cellText: string, width: number): string {
  return ' '.repeat(width - stringWidth(cellText));
}

function title(kinds: Kinds, words: LogWords): KnownBlock[] {
  const note = words.patternsNote(patternNote(kinds, words));
  return [richText(section(bold(words.patterns), plain(note)))];
}

function rest({ patterns }: Kinds, { rows }: PatternRoom, words: LogWords): KnownBlock[] {
  const missing = patterns.length - rows;
  return missing > 0 ? [richText(section(plain(words.morePatterns(missing))))] : [];
}

function cell(text: string): { type: 'raw_text'; text: string } {
  // Slack refuses an empty cell.
  return { type: 'raw_text', text: text === '' ? ' ' : text };
}
