import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { wrap, wrapOutput } from './wrap.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** A label in the left column and paragraphs to its right. */
export interface Row {
  readonly label: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * `output` keeps its spaces and stands two columns further in, and so do the lines that a diff adds or removes; a `command` stays in one
 * line, for the clipboard.
 */
export type Paragraph = {
  readonly kind: 'words' | 'output' | 'command' | 'quiet' | 'added' | 'removed';
  readonly text: string;
};

const labelWidth = 16;
/** Narrower than this nothing can be read, and wider lines tire the eye. */
export function columnsOf(width: number): number {
  return Math.max(40, Math.min(width, 160));
}

/** Of what is right of the labels. */
export function roomIn(columns: number): number {
  return columns - labelWidth;
}

/** The time stands at the right edge. */
export function drawHeadline(
  { mark, sentence, time }: { readonly mark: string; readonly sentence: string; readonly time: string },
  width: number,
  paint: Paint,
): string[] {
  const room = width - stringWidth(mark) - time.length - 3;
  const [first = '', ...more] = wrap(sentence, room);
  const gap = ' '.repeat(room - stringWidth(first) + 2);
  return [`${mark} ${paint('bold', first)}${gap}${time}`, ...more.map((line) => `   ${paint('bold', line)}`)];
}

export function list(label: string, items: readonly string[]): Row[] {
  if (items.length === 0) return [];
  return [{ label, paragraphs: items.map((text) => ({ kind: 'words', text })) }];
}

export function prose(label: string, text: string): Row {
  return { label, paragraphs: [{ kind: 'words', text }] };
}

export function output(lines: readonly string[]): Paragraph[] {
  return lines.map((text) => ({ kind: 'output', text }));
}

export function draw({ label, paragraphs }: Row, width: number, paint: Paint): string[] {
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
      return wrapOutput(text, room - 2).map((line) => `  ${paint('cyan', line)}`);
    case 'added':
      return wrapOutput(text, room - 2).map((line) => `  ${paint('green', line)}`);
    case 'removed':
      return wrapOutput(text, room - 2).map((line) => `  ${paint('red', line)}`);
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

export type Paint = (style: 'bold' | 'cyan' | 'dim' | 'green' | 'red', text: string) => string;

export function painter(color: boolean): Paint {
  // Whether standard output takes colours is the caller's to know; newer Nodes would look for themselves.
  return (style, text) => (color && text !== '' ? styleText(style, text, { validateStream: false }) : text);
}
