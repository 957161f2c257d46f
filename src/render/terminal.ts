import type { Cause, Remedy, Report } from '../report/report.ts';
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
import { words } from './words.ts';

const evidenceSize: EvidenceSize = { sources: 20, lines: 25, length: 2000 };

/** The report for a person at a terminal. Nothing of what a host printed reaches the terminal as an escape sequence. */
export function renderTerminal(report: Report, { color, width }: TerminalOptions): string {
  const paint = painter(color);
  const columns = columnsOf(width);
  const lines = [
    ...drawHeadline(headline(report), columns, paint),
    ...rows(report).flatMap((row) => draw(row, columns, paint)),
    ...draw(footer(report), columns, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function rows(report: Report): Row[] {
  const [first] = report.causes;
  const showsFirst = report.verdict === 'faulty' && first !== undefined;
  const others = report.causes.slice(1 + behindFirst(report).length);
  const next = whatNow(report);
  return [
    ...(showsFirst ? causeRows(report, first) : []),
    ...(report.verdict === 'healthy' ? [prose(words.checked, words.healthy(report.checked.length))] : []),
    ...list(showsFirst ? words.also : words.noticed, otherCauses(showsFirst ? others : report.causes)),
    ...list(words.unexplained, unexplained(report)),
    ...(report.verdict === 'unknown' ? list(words.unchecked, unknownReasons(report)) : []),
    ...(report.verdict === 'unreachable' ? list(words.why, whyUnreachable(report)) : []),
    ...(next === undefined ? [] : [prose(words.next, next)]),
  ];
}

/** The first cause, with all that is said of it. */
export function causeRows(report: Report, cause: Cause): Row[] {
  const explained = explains(report, cause);
  const { fix } = cause;
  return [
    {
      label: words.cause[cause.certainty],
      paragraphs: [
        { kind: 'words', text: visible(cause.explanation).trim() },
        ...output(evidenceLines(cause.evidence, evidenceSize)),
      ],
    },
    ...(explained === '' ? [] : [prose(words.explains, explained)]),
    ...list(
      words.behind,
      behindFirst(report).map(({ explanation }) => oneLine(explanation)),
    ),
    ...(fix === undefined ? [] : fixRows(fix)),
  ];
}

function fixRows({ summary, commands, risk, apply }: Remedy): Row[] {
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
function footer(report: Report): Row {
  const falsifier = report.verdict === 'faulty' ? report.causes[0]?.falsifier : undefined;
  const texts = [ledger(report), falsifier === undefined ? '' : words.wrongIf(oneLine(falsifier))];
  return {
    label: '',
    paragraphs: texts.filter((text) => text !== '').map((text) => ({ kind: 'quiet', text })),
  };
}
