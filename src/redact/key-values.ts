import { readBare } from './bare-value.ts';
import { valueInCode } from './code-shapes.ts';
import { isHarmless, looksGenerated, looksRandom } from './harmless.ts';
import { closingOf, quoteAt } from './quoted.ts';
import { nothing, type Rule, type Span } from './rule.ts';
import { nameHints, secretName } from './secret-names.ts';

/**
 * A secret's name and its value, in the shapes that logs, unit files, connection strings and inspected containers have:
 *
 *     password=abc   Pwd = "a b";   "Password": "abc"   \"password\":\"abc\"   password: abc
 *     --api-key abc  <Password>abc</Password>   <add key="ApiKey" value="abc" />   PASSWORD 'abc'
 */
export const keyValues: Rule = { hints: nameHints, find: findSecretBesideName };

const longestName = 80;

function findSecretBesideName(text: string, at: number, hint: string): readonly Span[] {
  const right = endOfName(text, at + hint.length);
  if (!couldSeparate(text.charCodeAt(right))) return nothing;
  const left = startOfName(text, at);
  if (right - left > longestName) return nothing;
  const dashes = text.charAt(left) === '-' ? 1 : 0;
  const name = secretName(text.slice(left, right));
  if (!name) return nothing;
  const inCode = valueInCode(text, left, right);
  const written = inCode && text.slice(inCode.start, inCode.end);
  if (
    inCode &&
    written !== undefined &&
    (inCode.sure || looksGenerated(written)) &&
    !isHarmless(written, name)
  )
    return [{ start: inCode.start, end: inCode.end, kind: name.kind }];
  const value = valueAfter(text, left, right, dashes > 0);
  if (!value || isHarmless(text.slice(value.start, value.end), name)) return nothing;
  if (name.kind !== 'password' && isProse(text, value, left)) return nothing;
  return [
    { ...value, kind: name.kind, ...(isBareJson(text, right, value) && { around: quoteOf(text, right) }) },
  ];
}

/** `"pin": 1234` in JSON that stands within other text. */
function isBareJson(text: string, right: number, value: Range): boolean {
  return (
    quoteOf(text, right).endsWith('"') &&
    /^-?\d[\d.eE+-]*$/.test(text.slice(value.start, value.end)) &&
    !quoteAt(text, value.end)
  );
}

function quoteOf(text: string, at: number): string {
  const quote = quoteAt(text, at);
  return quote ? text.slice(at, quote.inside) : '';
}

/** `invalid token: unexpected end of input` tells no token. */
function isProse(text: string, value: Range, left: number): boolean {
  const inSentence = text.charAt(left - 1) === ' ' && text.charAt(value.start - 1) === ' ';
  return (
    inSentence && value.end - value.start < 24 && /^[a-z]+ [a-z]/.test(text.slice(value.start, value.end + 2))
  );
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function valueAfter(text: string, left: number, right: number, isFlag: boolean): Range | undefined {
  const closed = quoteAt(text, right);
  const gap = closed ? closed.inside : right;
  const at = skipBlanks(text, gap);
  const here = text.charAt(at);
  if (here === '=' || here === ':' || here === '：') {
    const sign = separatorEnd(text, at);
    return sign === undefined
      ? undefined
      : readValue(text, { left, sign, inJson: closed !== undefined, separator: here, wide: at > gap });
  }
  if (here === '>' && text.charAt(left - 1) === '<') return elementText(text, at + 1);
  if (isFlag && closed && here === ',') return listItem(text, at + 1);
  const named = match(namedValue, text, right);
  if (named !== undefined)
    return readValue(text, {
      left,
      sign: named,
      inJson: false,
      separator: text.charAt(named - 1),
      wide: false,
    });
  if (at === gap || closed) return undefined;
  const quote = quoteAt(text, at);
  // SQL's `PASSWORD 'abc'`.
  if (quote?.char === "'" && /password$/i.test(text.slice(left, right))) {
    return { start: quote.inside, end: closingOf(text, quote) };
  }
  if (isFlag && here !== '-')
    return readValue(text, { left, sign: at, inJson: false, separator: ' ', wide: false });
  return undefined;
}

/** `"DB_PASSWORD", "value": …` of a list of names and values, also over two lines of YAML, and XML attributes. */
const namedValue =
  /\\{0,7}["']?,?\s{1,40}\\{0,7}["']?value\\{0,7}["']?\s{0,8}[:=]|\\{0,7}["']?,\\{0,7}["']value\\{0,7}["']\s{0,8}[:=]/iy;

interface Place {
  readonly left: number;
  /** Just behind the separator. */
  readonly sign: number;
  /** The name stood in quotes. */
  readonly inJson: boolean;
  readonly separator: string;
  /** Blanks before the separator: `password = abc` of an INI file. */
  readonly wide: boolean;
}

function readValue(text: string, place: Place): Range | undefined {
  const start = skipBlanks(text, place.sign);
  const quote = quoteAt(text, start);
  if (quote) return { start: quote.inside, end: closingOf(text, quote) };
  const inList = text.charAt(start) === '[' ? quoteAt(text, start + 1) : undefined;
  if (inList) return { start: inList.inside, end: closingOf(text, inList) };
  // What an object or a list of JSON holds is found by its own names.
  if (place.inJson && '{['.includes(text.charAt(start))) return undefined;
  if (place.inJson) return { start, end: match(jsonScalar, text, start) ?? start };
  const begins = startsLine(text, place.left);
  const spaced = start > place.sign;
  // `--password= --user=x`: to a shell the value is empty.
  if (place.separator === '=' && spaced && !place.wide && !begins && !startsRandom(text, start))
    return undefined;
  const toLineEnd = begins && (place.separator === '=' ? place.wide : spaced);
  if (toLineEnd && text.charAt(start) === '#') return undefined;
  const end = readBare(text, start, { name: place.left, separator: place.separator, toLineEnd });
  return end > start ? { start, end } : undefined;
}

function startsRandom(text: string, start: number): boolean {
  return looksRandom(/^[\w+/=.-]{0,200}/.exec(text.slice(start, start + 200))?.[0] ?? '');
}

const jsonScalar = /[^\s,}\]"'\\]+/y;

function separatorEnd(text: string, at: number): number | undefined {
  const next = text.charAt(at + 1);
  if (text.charAt(at) === ':') {
    // `token::parse` is C++, `token://` an address.
    if (next === ':' || (next === '/' && text.charAt(at + 2) === '/')) return undefined;
    return next === '=' ? at + 2 : at + 1;
  }
  if (text.charAt(at) === '=' && (next === '>' || next === '=')) return at + 2;
  return at + 1;
}

/** `["--password", "abc"]`, also an item a line. */
function listItem(text: string, from: number): Range | undefined {
  const quote = quoteAt(text, match(blanksAndLines, text, from) ?? from);
  return quote && { start: quote.inside, end: closingOf(text, quote) };
}

function elementText(text: string, from: number): Range | undefined {
  const start = match(blanksAndLines, text, from) ?? from;
  const inNextLine = text.slice(from, start).includes('\n');
  let end = start;
  while (end < text.length && text.charAt(end) !== '<' && text.charAt(end) !== '\n') end += 1;
  return end > start && (inNextLine || text.startsWith('</', end)) ? { start, end } : undefined;
}

const blanksAndLines = /[ \t]{0,64}(?:\r?\n[ \t]{0,64})?/y;

function startsLine(text: string, left: number): boolean {
  let i = left - 1;
  while (i >= 0 && left - i < 200 && ' \t-'.includes(text.charAt(i))) i -= 1;
  return i < 0 || text.charAt(i) === '\n';
}

function skipBlanks(text: string, from: number): number {
  let i = from;
  while (i - from < 64 && (text.charAt(i) === ' ' || text.charAt(i) === '\t')) i += 1;
  return i;
}

function match(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

function endOfName(text: string, from: number): number {
  let i = from;
  while (i - from < longestName && isNameCharacter(text.charCodeAt(i))) i += 1;
  while (i > from && text.charAt(i - 1) === '.') i -= 1;
  return i;
}

function startOfName(text: string, from: number): number {
  let i = from;
  while (i > 0 && from - i <= longestName && isNameCharacter(text.charCodeAt(i - 1))) i -= 1;
  // The `n` of a written-out `\n` is not the name's first letter.
  if (i > 0 && i < from && text.charAt(i - 1) === '\\' && 'nrt'.includes(text.charAt(i))) i += 1;
  return i;
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || // a–z
    (code >= 65 && code <= 90) || // A–Z
    (code >= 48 && code <= 57) || // 0–9
    code === 95 || // _
    code === 45 || // -
    code === 46 // .
  );
}

/** Most hints end here: `passed 3 of 4`, `keyspace`, `monkeys.` have none of these behind them. */
function couldSeparate(code: number): boolean {
  return (
    code === 61 || // =
    code === 58 || // :
    code === 0xff1a || // ：
    code === 32 ||
    code === 9 ||
    code === 10 ||
    code === 13 ||
    code === 34 || // "
    code === 39 || // '
    code === 96 || // `
    code === 92 || // \
    code === 62 || // >
    code === 44 || // ,
    code === 46 || // .
    code === 63 || // ?
    code === 43 || // +
    code === 124 || // |
    code === 33 || // !
    code === 91 || // [
    code === 40 || // (
    code === 41 // )
  );
}
