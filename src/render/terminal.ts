import type { Cause, Remedy, Report } from '../report/report.ts';
import { english, type Reader } from '../text/reader.ts';
import { evidenceLines, type EvidenceSize } from './evidence-lines.ts';
import {
  behindFirst,
  explains,
  headline,
  ledger,
  otherCauses,
  unexplained,
  unknownReasons,
  whatNow,
  whyUnreachable,
} from './summary.ts';
import {
  columnsOf,
  draw,
  drawHeadline,
  list,
  output,
  painter,
  prose,
  type Paragraph,
  type Row,
  type TerminalOptions,
} from './terminal-rows.ts';
import { asTyped } from './fix-command.ts';
import { oneLine, visible } from './untrusted.ts';
import { type Words, wordsFor } from './words.ts';

const evidenceSize: EvidenceSize = { sources: 20, lines: 25, length: 2000 };

/** The report for a person at a terminal. Nothing of what a host printed reaches the terminal as an escape sequence. */
export function renderTerminal(
  report: Report,
  { color, width }: TerminalOptions,
  reader: Reader = english,
): string {
  const words = wordsFor(reader);
  const paint = painter(color);
  const columns = columnsOf(width);
  const lines = [
    ...drawHeadline(headline(report, words), columns, paint),
    ...rows(report, words).flatMap((row) => draw(row, columns, paint)),
    ...draw(footer(report, words), columns, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function rows(report: Report, words: Words): Row[] {
  const [first] = report.causes;
  const showsFirst = report.verdict === 'faulty' && first !== undefined;
  const others = report.causes.slice(1 + behindFirst(report).length);
  const next = whatNow(report, words);
  return [
    ...(showsFirst ? causeRows(report, first, words) : []),
    ...(report.verdict === 'healthy' ? [prose(words.checked, words.healthy(report.checked.length))] : []),
    ...list(showsFirst ? words.also : words.noticed, otherCauses(showsFirst ? others : report.causes, words)),
    ...list(words.unexplained, unexplained(report)),
    ...(report.verdict === 'unknown' ? list(words.unchecked, unknownReasons(report, words)) : []),
    ...(report.verdict === 'unreachable' ? list(words.why, whyUnreachable(report)) : []),
    ...(next === undefined ? [] : [prose(words.next, next)]),
  ];
}

/** The first cause, with all that is said of it. */
export function causeRows(report: Report, cause: Cause, words: Words): Row[] {
  const explained = explains(report, cause, words);
  const { fix } = cause;
  return [
    {
      label: words.cause[cause.certainty],
      paragraphs: [
        { kind: 'words', text: visible(cause.explanation).trim() },
        ...output(evidenceLines(cause.evidence, evidenceSize, words)),
      ],
    },
    ...(explained === '' ? [] : [prose(words.explains, explained)]),
    ...list(
      words.behind,
      behindFirst(report).map(({ explanation }) => oneLine(explanation)),
    ),
    ...(fix === undefined ? [] : fixRows(fix, words)),
  ];
}

function fixRows({ summary, commands, risk, apply }: Remedy, words: Words): Row[] {
  return [
    {
      label: words.fix,
      paragraphs: [
        { kind: 'words', text: oneLine(summary) },
        ...commands.map((text): Paragraph => ({ kind: 'command', text: oneLine(text) })),
        ...(apply === undefined
          ? []
          : [{ kind: 'words' as const, text: words.apply(asTyped(oneLine(apply))) }]),
      ],
    },
    prose(words.risk, oneLine(risk)),
  ];
}

/** What was ruled out, and how to show that the cause is wrong: for those who doubt. */
function footer(report: Report, words: Words): Row {
  const falsifier = report.verdict === 'faulty' ? report.causes[0]?.falsifier : undefined;
  const texts = [ledger(report, words), falsifier === undefined ? '' : words.wrongIf(oneLine(falsifier))];
  return {
    label: '',
    paragraphs: texts.filter((text) => text !== '').map((text) => ({ kind: 'quiet', text })),
  };
}
