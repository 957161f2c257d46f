import { endsString, insideQuote } from './quoted.ts';

export interface BareContext {
  /** Where the name begins. */
  readonly name: number;
  readonly separator: string;
  /** YAML and INI values may hold blanks where the name begins the line. */
  readonly toLineEnd: boolean;
}

/** Where a value without quotes ends. Rather too far than too short, but never beyond the line or the string around it. */
export function readBare(text: string, start: number, context: BareContext): number {
  if (context.toLineEnd && /[|>]/.test(text.charAt(start))) return blockEnd(text, start, context.name);
  const end = wordEnd(text, start, context);
  if (context.toLineEnd) return lineValueEnd(text, end);
  if (context.separator !== '=') return trimmed(text, start, end);
  return inConnectionString(text, end) ?? trimmed(text, start, end);
}

function wordEnd(text: string, start: number, { name, separator }: BareContext): number {
  const before = text.charAt(name - 1);
  const apostropheEnds = insideQuote(text, name, "'");
  let escapes: boolean | undefined;
  for (let i = start; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char <= ' ' || char === ';' || char === '\u2028') return i;
    if (char === '"' && (endsString(text, i) || before === '"')) return i;
    if (char === "'" && apostropheEnds) return i;
    if (char === '<' && text.charAt(i + 1) === '/') return i;
    if ((char === ',' || char === '&') && (before === '?' || before === '&' || nextPair(text, i + 1)))
      return i;
    if (char !== '\\') continue;
    if (/["'/]/.test(text.charAt(i + 1)) && text.charAt(i + 1) !== '/') return i;
    escapes ??= insideString(text, name);
    if (escapes && (/[nrt]/.test(text.charAt(i + 1)) || endsByEscape(text, i))) return i;
    // A character and its escape stay together, so that what holds them still parses.
    if (separator !== '' && text.charAt(i + 1) > ' ' && text.charAt(i + 1) !== '"') i += 1;
  }
  return text.length;
}

function insideString(text: string, at: number): boolean {
  return insideQuote(text, at, '"') || text.charAt(at - 1) === '\\';
}

function endsByEscape(text: string, at: number): boolean {
  return /^\\+(?:["nrt]|u00(?:22|26|27|0a|0d|3[ce]))/i.test(text.slice(at, at + 24));
}

/** `, ttl=3` or `&user=x`: the next member of a list. */
function nextPair(text: string, at: number): boolean {
  return /^(?:$|\s|[\w.-]{1,40}["']?[=:])/.test(text.slice(at, at + 42));
}

/** `Password=two words;User Id=sa`: only where a next pair or the list's end proves the list. */
function inConnectionString(text: string, end: number): number | undefined {
  if (text.charAt(end) !== ' ') return undefined;
  const rest = /^ [^;="'\r\n\\]{1,80}(?=; ?(?:[A-Za-z][\w .-]{0,40}=|["'\s]|$))/.exec(
    text.slice(end, end + 128),
  );
  return rest ? end + rest[0].length : undefined;
}

function lineValueEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charAt(end) !== '\n') {
    if (text.charAt(end) === ' ' && (text.charAt(end + 1) === '#' || text.charAt(end + 1) === ';')) break;
    if (text.charAt(end) === '"' || text.charAt(end) === '\\') break;
    end += 1;
  }
  while (end > from && text.charAt(end - 1) <= ' ') end -= 1;
  return end;
}

/** A YAML block (`password: |`): the lines that are indented deeper than the name. */
function blockEnd(text: string, start: number, name: number): number {
  const indent = name - (text.lastIndexOf('\n', name) + 1);
  let end = text.indexOf('\n', start);
  if (end < 0 || !/^[|>][+-]?\d?\s*$/.test(text.slice(start, Math.min(end, start + 80))))
    return lineValueEnd(text, start);
  const first = end;
  for (;;) {
    const next = text.indexOf('\n', end + 1);
    const line = text.slice(end + 1, next < 0 ? text.length : next);
    if (line.trim() !== '' && line.search(/\S/) <= indent) break;
    if (next < 0) return text.length;
    end = next;
  }
  return end > first ? end : start;
}

/** Without what closes the sentence or the bracket around it. */
function trimmed(text: string, start: number, from: number): number {
  let end = from;
  while (end > start + 1 && from - end < 8) {
    const last = text.charAt(end - 1);
    const opener = { ')': '(', ']': '[', '}': '{' }[last];
    if (!(opener === undefined ? '.,'.includes(last) : !text.slice(start, end - 1).includes(opener))) break;
    end -= 1;
  }
  return end;
}
