import stringWidth from 'string-width';
import { styleText } from 'node:util';

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
import { oneLine, visible } from './untrusted.ts';
import { words } from './words.ts';
import { split, wrap } from './wrap.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** A label in the left column and paragraphs to its right. */
interface Row {
  readonly label: string;
  readonly paragraphs: readonly Paragraph[];
}

/** `output` keeps its spaces and stands two columns further in; a `command` stays in one line, for the clipboard. */
type Paragraph = { readonly kind: 'words' | 'output' | 'command' | 'quiet'; readonly text: string };

const labelWidth = 16;
const evidenceSize: EvidenceSize = { sources: 20, lines: 25, length: 2000 };

/** The report for a person at a terminal. Nothing of what a host printed reaches the terminal as an escape sequence. */
export function renderTerminal(report: Report, { color, width }: TerminalOptions): string {
  const paint = painter(color);
  const columns = Math.max(40, Math.min(width, 160));
  const lines = [
    ...verdict(report, columns, paint),
    ...rows(report).flatMap((row) => draw(row, columns, paint)),
    ...draw(footer(report), columns, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function verdict(report: Report, width: number, paint: Paint): string[] {
  const { mark, sentence, time } = headline(report);
  const room = width - stringWidth(mark) - time.length - 3;
  const [first = '', ...more] = wrap(sentence, room);
  const gap = ' '.repeat(room - stringWidth(first) + 2);
  return [`${mark} ${paint('bold', first)}${gap}${time}`, ...more.map((line) => `   ${paint('bold', line)}`)];
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

function causeRows(report: Report, cause: Cause): Row[] {
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
        ...(apply === undefined ? [] : [{ kind: 'words' as const, text: words.apply(oneLine(apply)) }]),
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

function list(label: string, items: readonly string[]): Row[] {
  if (items.length === 0) return [];
  return [{ label, paragraphs: items.map((text) => ({ kind: 'words', text })) }];
}

function prose(label: string, text: string): Row {
  return { label, paragraphs: [{ kind: 'words', text }] };
}

function output(lines: readonly string[]): Paragraph[] {
  return lines.map((text) => ({ kind: 'output', text }));
}

function draw({ label, paragraphs }: Row, width: number, paint: Paint): string[] {
  const room = width - labelWidth;
  const lines = paragraphs.flatMap((paragraph) => drawParagraph(paragraph, room, paint));
  return lines.map((line, index) => {
    const head = index === 0 ? label : '';
    return `${paint('bold', head)}${' '.repeat(labelWidth - stringWidth(head))}${line}`;
  });
}

function drawParagraph({ kind, text }: Paragraph, room: number, paint: Paint): string[] {
  switch (kind) {
    case 'output':
      return split(text, room - 2).map((line) => `  ${paint('cyan', line)}`);
    case 'command':
      return [`  ${paint('cyan', text)}`];
    case 'quiet':
      return wrap(text, room).map((line) => paint('dim', line));
    case 'words':
      return wrap(text, room);
    default:
      return kind satisfies never;
  }
}

type Paint = (style: 'bold' | 'cyan' | 'dim', text: string) => string;

function painter(color: boolean): Paint {
  // Whether standard output takes colours is the caller's to know; newer Nodes would look for themselves.
  return (style, text) => (color && text !== '' ? styleText(style, text, { validateStream: false }) : text);
}
