import { parseDocument } from 'yaml';

/** A text without tabs in its indentation, and the lines (from 1) that had some. */
export interface Untabbed {
  readonly text: string;
  readonly tabbed: readonly number[];
}

/** YAML forbids the tabs; the rest is still worth checking, so they become the spaces that make most sense of it. */
export function withoutTabs(text: string): Untabbed {
  // A tab inside a block scalar's text is legal, so the parser decides whether there is a mistake at all.
  if (!problems(text).includes('TAB_AS_INDENT')) return { text, tabbed: [] };
  const tabbed = text.split('\n').flatMap((line, index) => (/^ *\t\s*\S/.test(line) ? [index + 1] : []));
  const candidates = [2, 4, 8].map((width) =>
    text.replace(/^[ \t]*\t[ \t]*/gm, (start) => start.replaceAll('\t', ' '.repeat(width))),
  );
  const [best] = candidates.toSorted((a, b) => sense(b, tabbed) - sense(a, tabbed));
  return { text: best ?? text, tabbed };
}

/** How many of the lines stand where the line above lets expect them: below a bare key, or beside their neighbour. */
function sense(text: string, tabbed: readonly number[]): number {
  const lines = text.split('\n');
  const fitting = tabbed.filter((number) => {
    const line = lines[number - 1] ?? '';
    const above = lines.slice(0, number - 1).findLast((other) => other.trim() !== '') ?? '';
    return above.trimEnd().endsWith(':') ? indent(line) > indent(above) : indent(line) === indent(above);
  });
  const readable = problems(text).every((code) => code === 'DUPLICATE_KEY');
  return fitting.length + (readable ? lines.length : 0);
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

function problems(text: string): string[] {
  return parseDocument(text, { prettyErrors: false }).errors.map(({ code }) => code);
}
