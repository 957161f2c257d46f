import stringWidth from 'string-width';
import type { LogBlock, LogLine, LogReport } from '../report/logs.ts';
import type { Report } from '../report/report.ts';
import { english, type Reader } from '../text/reader.ts';
import { patternNote, patternRow, type PatternRow } from './log-patterns.ts';
import { asDiagnosis } from './logs-report.ts';
import { clockTime, type LogWords, logWordsFor } from './logs-words.ts';
import { headline, otherCauses, behindFirst, unknownReasons } from './summary.ts';
import { causeRows } from './terminal.ts';
import {
  columnsOf,
  draw,
  drawHeadline,
  list,
  painter,
  prose,
  roomIn,
  type Paragraph,
  type Row,
  type TerminalOptions,
} from './terminal-rows.ts';
import { count, cut, cutList, oneLine, visible } from './untrusted.ts';
import { type Words, wordsFor } from './words.ts';
import { split } from './wrap.ts';

/** Of lines that nobody asked for in so many words; the verdict is to stay on the screen. */
const GLIMPSE = 20;
const MOST_PATTERNS = 12;
const MOST_REASONS = 6;
const LONGEST = 2_000;

export interface LogsOptions extends TerminalOptions {
  /** Nobody looks at it now, it goes into a file or another program: what was quoted is neither broken nor cut. */
  readonly whole?: boolean;
}

/** What `/logs` found, for a person at a terminal: the verdict first, the lines last. Nothing of a log reaches the terminal as an escape sequence. */
export function renderLogsTerminal(
  report: LogReport,
  { color, width, whole = false }: LogsOptions,
  reader: Reader = english,
): string {
  const words = allWordsFor(reader);
  const paint = painter(color);
  const columns = columnsOf(width);
  const diagnosis = asDiagnosis(report);
  const rows = [
    prose(words.logs.state, oneLine(report.state.sentence)),
    ...diagnosisRows(diagnosis, words.report),
    ...errorRows(report, diagnosis, words),
    ...patternRows(report, whole ? Number.POSITIVE_INFINITY : roomIn(columns), words),
    ...excerptRows(report, words),
    footer(report, words),
  ];
  const lines = [
    ...drawHeadline(headline(diagnosis, words.report), columns, paint),
    ...rows.flatMap((row) => draw(whole ? unbroken(row) : row, columns, paint)),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** As commands stand there, in one line each. */
function unbroken({ label, paragraphs }: Row): Row {
  return {
    label,
    paragraphs: paragraphs.map(({ kind, text }) => ({ kind: kind === 'output' ? 'command' : kind, text })),
  };
}

/** What stands above this already, the state, is left out. */
function diagnosisRows(diagnosis: Report, words: Words): Row[] {
  const [first] = diagnosis.causes;
  const showsFirst = diagnosis.verdict === 'faulty' && first !== undefined;
  const others = diagnosis.causes.slice(showsFirst ? 1 + behindFirst(diagnosis).length : 0);
  const reasons = diagnosis.verdict === 'unknown' ? unknownReasons(diagnosis, words) : [];
  return [
    ...(showsFirst ? causeRows({ ...diagnosis, symptoms: [] }, first, words) : []),
    ...list(showsFirst ? words.also : words.noticed, otherCauses(others, words)),
    ...list(words.unchecked, cutList(reasons, MOST_REASONS, words.more)),
  ];
}

/** The evidence of a cause may quote the very lines; nobody wants to read them twice. */
function errorRows(
  { lastError, at }: LogReport,
  { causes: [first] }: Report,
  { local, logs }: AllWords,
): Row[] {
  if (lastError === undefined) return [];
  const quoted = (first?.evidence ?? []).flatMap(({ lines }) => lines).join('\n');
  if (lastError.lines.every(({ text }) => quoted.includes(text.trim()))) return [];
  const time = clockTime(lastError.lines[0]?.at, at);
  return [
    {
      label: lastError.lastWords === true ? local.lastWords : logs.lastError(undefined),
      paragraphs: [
        ...(time === '' ? [] : [{ kind: 'words' as const, text: `${time} UTC` }]),
        ...blockLines(lastError, logs).map((text): Paragraph => ({ kind: 'output', text })),
      ],
    },
  ];
}

function blockLines({ lines, leftOut }: LogBlock, words: LogWords): string[] {
  const texts = lines.flatMap(({ text }) => textLines(text));
  if (leftOut === undefined || leftOut === 0) return texts;
  const half = Math.ceil(texts.length / 2);
  return [...texts.slice(0, half), words.leftOut(leftOut), ...texts.slice(half)];
}

/** `3,120  error, new  10:02:11  10:15:03  Connection to <*> refused`, as wide as the room is. */
function patternRows(report: LogReport, room: number, { logs, report: words }: AllWords): Row[] {
  const { patterns, at } = report;
  if (patterns.length === 0) return [];
  const rows = [
    logs.patternHeads,
    ...patterns.slice(0, MOST_PATTERNS).map((pattern) => patternRow(pattern, at, logs)),
  ];
  const width = (key: keyof PatternRow) => Math.max(...rows.map((row) => stringWidth(row[key])));
  const [times, level, first, last] = [width('count'), width('level'), width('first'), width('last')];
  const lines = rows.map((row) => {
    const cells = [
      pad(row.count, times, true),
      pad(row.level, level),
      pad(row.first, first),
      pad(row.last, last),
      row.line,
    ];
    return shortened(cells.join('  '), room - 2);
  });
  const more = patterns.length - MOST_PATTERNS;
  return [
    {
      label: logs.patterns,
      paragraphs: [
        { kind: 'quiet', text: patternNote(report, logs) },
        ...lines.map((text): Paragraph => ({ kind: 'output', text })),
        ...(more > 0 ? [{ kind: 'quiet' as const, text: words.more(more) }] : []),
      ],
    },
  ];
}

function pad(cell: string, width: number, right = false): string {
  const gap = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return right ? gap + cell : cell + gap;
}

/** Cut at a column, and saying so; a Chinese character takes two. */
function shortened(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  return `${split(text, width - 1)[0] ?? ''}…`;
}

function excerptRows({ excerpt, asked, read, at }: LogReport, { local, logs }: AllWords): Row[] {
  const isAskedFor = asked.tail !== undefined || asked.grep !== undefined || asked.until !== undefined;
  const shown = isAskedFor ? excerpt : excerpt.slice(-GLIMPSE);
  if (shown.length === 0) {
    if (read.cut !== undefined) return [];
    return [
      prose(local.log, read.lines === 0 && Object.keys(asked).length === 0 ? local.empty : logs.noLines),
    ];
  }
  const above = excerpt.length - shown.length;
  const streams = new Set(shown.map(({ stream }) => stream));
  const marks = streams.has('stderr') && streams.has('stdout');
  return [
    {
      label: local.log,
      paragraphs: [
        ...(above > 0 ? [{ kind: 'quiet' as const, text: local.above(above) }] : []),
        ...shown
          .flatMap((line) => drawLogLine(line, at, marks).split('\n'))
          .map((text): Paragraph => ({ kind: 'output', text })),
      ],
    },
  ];
}

/** Time, a mark for what came on standard error, and the text. Several lines where the text is. */
export function drawLogLine({ at, stream, text }: LogLine, day: string, marks = stream !== 'tty'): string {
  const time = clockTime(at, day);
  const mark = !marks ? '' : stream === 'stderr' ? '2> ' : '   ';
  return textLines(text)
    .map((line) => `${time === '' ? '' : `${time} `}${mark}${line}`)
    .join('\n');
}

function textLines(text: string): string[] {
  return visible(text)
    .split('\n')
    .map((line) => cut(line.trimEnd(), LONGEST));
}

function footer(report: LogReport, { local, logs, report: words }: AllWords): Row {
  const { read, masked, causes, unknowns, verdict } = report;
  const reasons = [...new Set(unknowns.map(({ because }) => cut(oneLine(because), 120)))];
  const texts = [
    [logs.read(report), logs.masked(masked)].filter((text) => text !== undefined).join(' · '),
    read.cut === undefined
      ? ''
      : words.labelled(read.lines === 0 ? words.why : logs.notAll, oneLine(read.cut)),
    unknowns.length > 0 && verdict !== 'unknown'
      ? local.notMade(unknowns.length, logs.clauses(cutList(reasons, 3, words.more)))
      : '',
    verdict === 'faulty' && causes[0] !== undefined ? local.wrongIf(oneLine(causes[0].falsifier)) : '',
  ];
  return {
    label: '',
    paragraphs: texts.filter((text) => text !== '').map((text) => ({ kind: 'quiet', text })),
  };
}

/** What stands in the left column, where there is room for one or two words, and what this layout alone says. */
function localWordsFor({ t }: Reader) {
  return {
    lastWords: t`Last words`,
    log: t`Log (UTC)`,
    notMade: (n: number, because: string) =>
      n === 1
        ? t`1 check could not be made: ${because}`
        : t`${count(n)} checks could not be made: ${because}`,
    wrongIf: (falsifier: string) =>
      // Rules say it whole in the reader's language.
      /\p{Script=Han}/u.test(falsifier)
        ? falsifier
        : t`The cause above is wrong if ${falsifier.replace(/^wrong if /i, '')}`,
    empty: t`Docker has no line of it.`,
    above: (n: number) =>
      n === 1
        ? t`… 1 more line above: ask for them with \`tail 200\``
        : t`… ${count(n)} more lines above: ask for them with \`tail 200\``,
  };
}

interface AllWords {
  readonly report: Words;
  readonly logs: LogWords;
  readonly local: ReturnType<typeof localWordsFor>;
}

function allWordsFor(reader: Reader): AllWords {
  return { report: wordsFor(reader), logs: logWordsFor(reader), local: localWordsFor(reader) };
}
