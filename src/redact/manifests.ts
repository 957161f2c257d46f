import { nothing, type Rule, type Span } from './rule.ts';

/**
 * A Secret of Kubernetes: every value under `data` and `stringData` is one, whatever its name, and `kind: Secret` may stand
 * above or below them. Manifests as they are printed, YAML or JSON with a member in each line; a ConfigMap's values stay.
 *
 *     apiVersion: v1
 *     data:
 *       extra: YWRtaW46cGFzc3dvcmQ=
 *     kind: Secret
 */
export const manifests: Rule = {
  hints: ['data:', 'data": {', "data': {"],
  find: (text, at) => {
    const start = lineStart(text, at);
    if (start === undefined) return nothing;
    const opener = openerOfData.exec(lineAt(text, start));
    if (!opener || !isSecret(text, start, columnOf(opener[0]))) return nothing;
    const inline = opener.groups?.['inline'];
    if (inline !== undefined) {
      const end = start + opener[0].length - 1;
      return [{ start: end - inline.length, end, kind }];
    }
    return valuesBelow(text, start, columnOf(opener[0]));
  },
};

const kind = 'Kubernetes secret';
const most = { lines: 400, characters: 64 * 1024 };

const openerOfData =
  /^[ \t-]{0,80}["']?(?:string)?data["']?[ \t]*:[ \t]*(?:\{(?<inline>[^{}]+)\}|\{?[ \t]*\r?$)/i;
const kindMember = /^[ \t-]{0,80}["']?kind["']?[ \t]*:[ \t]*["']?(?<kind>\w+)/i;
const member = /^[ \t-]*(?:"(?:[^"\\]|\\.){1,300}"|'[^']{1,300}'|[\w./-]{1,300})[ \t]*:(?=\s|$)[ \t]*/;

/** Where the line begins, unless that is far: then it is none that begins with this name. */
function lineStart(text: string, at: number): number | undefined {
  for (let i = at; at - i < 100; i -= 1) if (i === 0 || text.charCodeAt(i - 1) === 10) return i;
  return undefined;
}

/** Whether a member beside this one, in the same object, says `kind: Secret`. Looks a bounded way up and down. */
function isSecret(text: string, start: number, column: number): boolean {
  for (const { line } of [...siblings(text, start, column, -1), ...siblings(text, start, column, 1)]) {
    const found = kindMember.exec(line)?.groups?.['kind'];
    if (found !== undefined) return /^secret$/i.test(found);
  }
  return false;
}

interface Line {
  readonly line: string;
  readonly start: number;
}

function* siblings(text: string, from: number, column: number, step: 1 | -1): Generator<Line> {
  let begins = /^[ \t]*-/.test(lineAt(text, from));
  for (const entry of linesFrom(text, from, step)) {
    // Above the first member of a list's item, and from the next item on, begins another object.
    const isFirst: boolean = /^[ \t]*- /.test(entry.line) && columnOf(entry.line) <= column;
    if (step < 0 ? begins : isFirst) return;
    begins = isFirst;
    if (entry.line.trim() === '') continue;
    if (/^(?:---|\.\.\.)/.test(entry.line) || columnOf(entry.line) < column) return;
    if (columnOf(entry.line) > column) continue;
    // The same member again: this is another object already.
    if (openerOfData.test(entry.line) && sameName(entry.line, lineAt(text, from))) return;
    yield entry;
  }
}

function sameName(one: string, other: string): boolean {
  return /stringdata/i.test(one) === /stringdata/i.test(other);
}

/** Everything in the deeper lines but the names: also what goes on in the lines below its name. */
function valuesBelow(text: string, from: number, column: number): readonly Span[] {
  const spans: Span[] = [];
  let child: number | undefined;
  for (const { line, start } of linesFrom(text, from, 1)) {
    if (line.trim() === '') continue;
    const here = columnOf(line);
    if (here <= column) break;
    child ??= here;
    const name = here <= child ? member.exec(line)?.[0] : undefined;
    if (here <= child && (name === undefined || /^[ \t]*#/.test(line))) continue;
    const value = valueIn(line, name?.length ?? here);
    if (value) spans.push({ start: start + value[0], end: start + value[1], kind });
  }
  return spans;
}

/** Without quotes, commas and what only says that the value follows; undefined where there is none. */
function valueIn(line: string, from: number): [start: number, end: number] | undefined {
  let end = line.length;
  while (end > from && /[\s,]/.test(line.charAt(end - 1))) end -= 1;
  let start = from;
  const quote = line.charAt(start);
  if (quote === '"' || quote === "'") {
    start += 1;
    if (end > start && line.charAt(end - 1) === quote) end -= 1;
  }
  const value = line.slice(start, end);
  return value === '' || notOfItself.test(value) ? undefined : [start, end];
}

/** `|`, `>-`, `{}`, a template that was not filled in, and what was masked before. */
const notOfItself =
  /^(?:[|>][+-]?\d?[+-]?|\{\}|\{\{[^{}]{0,120}\}\}|\$\{[\w.:-]{1,80}\}|null|~|‹secret [0-9a-f]+›)$/;

function* linesFrom(text: string, from: number, step: 1 | -1): Generator<Line> {
  let start = from;
  for (let n = 0; n < most.lines && Math.abs(start - from) < most.characters; n += 1) {
    if (step > 0) {
      const end = text.indexOf('\n', start);
      if (end < 0) return;
      start = end + 1;
    } else {
      if (start === 0) return;
      start = text.lastIndexOf('\n', start - 2) + 1;
    }
    yield { line: lineAt(text, start), start };
  }
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}

/** Where the name stands, behind the dash of a list. */
function columnOf(line: string): number {
  const column = line.search(/[^\s-]/);
  return column < 0 ? line.length : column;
}
