import type { KnownBlock, TableBlock } from '@slack/types';
import type { LogReport } from '../../report/logs.ts';
import { patternNote, patternRow, type PatternRow } from '../log-patterns.ts';
import { logWords } from '../logs-words.ts';
import { cut } from '../untrusted.ts';
import { bold, plain, preformatted, richText, section } from './rich-text.ts';

export interface PatternRoom {
  readonly rows: number;
  readonly length: number;
}

type Kinds = Pick<LogReport, 'patterns' | 'newSince' | 'at'>;

function rowsOf({ patterns, at }: Kinds, room: PatternRoom): readonly PatternRow[] {
  return patterns.slice(0, room.rows).map((pattern) => {
    const row = patternRow(pattern, at);
    return { ...row, line: cut(row.line, room.length) };
  });
}

/** Patterns as a table. Cells are data: nothing in them is markup. */
export function patternTable(kinds: Kinds, room: PatternRoom): KnownBlock[] {
  const rows = rowsOf(kinds, room);
  if (rows.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: [{ align: 'right' }, {}, {}, {}, { is_wrapped: true }],
    rows: [logWords.patternHeads, ...rows].map((row) => [
      cell(row.count),
      cell(row.level),
      cell(row.first),
      cell(row.last),
      cell(row.line),
    ]),
  };
  return [...title(kinds), table, ...rest(kinds, room)];
}

/** The same in columns, for a Slack that knows no tables. */
export function patternColumns(kinds: Kinds, room: PatternRoom): KnownBlock[] {
  const rows = [logWords.patternHeads, ...rowsOf(kinds, room)];
  if (rows.length === 1) return [];
  const width = (key: keyof PatternRow) => Math.max(...rows.map((row) => row[key].length));
  const [times, level, first, last] = [width('count'), width('level'), width('first'), width('last')];
  const text = rows
    .map((row) =>
      [
        row.count.padStart(times),
        row.level.padEnd(level),
        row.first.padEnd(first),
        row.last.padEnd(last),
        row.line,
      ].join('  '),
    )
    .join('\n');
  return [...title(kinds), richText(preformatted(text)), ...rest(kinds, room)];
}

function title(kinds: Kinds): KnownBlock[] {
  return [richText(section(bold(logWords.patterns), plain(`: ${patternNote(kinds)}`)))];
}

function rest({ patterns }: Kinds, { rows }: PatternRoom): KnownBlock[] {
  const missing = patterns.length - rows;
  return missing > 0 ? [richText(section(plain(logWords.morePatterns(missing))))] : [];
}

function cell(text: string): { type: 'raw_text'; text: string } {
  // Slack refuses an empty cell.
  return { type: 'raw_text', text: text === '' ? ' ' : text };
}
