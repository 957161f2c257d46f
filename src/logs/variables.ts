/**
 * Where the variable parts of a log line are: numbers and words with digits (ids, sizes, durations, addresses, times), paths,
 * URLs, mail addresses and quoted values. By character codes and in one pass: regular expressions for the same reach a tenth
 * of the speed.
 */
export interface Variables {
  readonly count: number;
  /** Positions in the text: `[start, end, start, end, …]`, `end` exclusive. */
  readonly spans: Int32Array;
  /** Where the part of the text ends that was looked at. */
  readonly end: number;
}

/** More of a line says nothing about what kind of line it is. */
const LOOKED_AT = 2_000;

/** What it returns holds until the next call: nothing is allocated while a log is read. */
export function createVariableFinder(): (text: string, from: number) => Variables {
  const spans = new Int32Array(2 * LOOKED_AT);
  const found = { count: 0, spans, end: 0 };

  return (text, from) => {
    const end = Math.min(text.length, from + LOOKED_AT);
    let count = 0;
    let at = from;
    while (at < end) {
      const kind = classOf(text.charCodeAt(at));
      if (kind === OTHER || kind === SPACE) {
        at += 1;
        continue;
      }
      const to = kind === QUOTE ? readQuoted(text, at, from, end) : readWord(text, at, end);
      if (to < 0) {
        at = -to;
        continue;
      }
      spans[2 * count] = kind === QUOTE ? at + 1 : startOfValue(text, at);
      spans[2 * count + 1] = kind === QUOTE ? to - 1 : to;
      count += 1;
      at = to;
    }
    found.count = count;
    found.end = end;
    return found;
  };
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** Joins letters and digits to one word: `10.0.0.1:80`, `/var/lib`, `2024-01-01`. */
const JOINER = 3;
const SPACE = 4;
const QUOTE = 5;

const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[a-z_]/i.test(char)) return LETTER;
  if (/\d/.test(char)) return DIGIT;
  if (/[-.:/\\@]/.test(char)) return JOINER;
  if (/\s/.test(char)) return SPACE;
  return /["'`]/.test(char) ? QUOTE : OTHER;
});

function classOf(code: number): number {
  return code < 128 ? (classes[code] ?? OTHER) : LETTER;
}

const COLON = 0x3a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const EQUALS = 0x3d;
const AT = 0x40;

/** The end of the word if it is variable; otherwise minus the place where to go on. */
function readWord(text: string, start: number, end: number): number {
  let letters = 0;
  let digits = 0;
  let slashes = 0;
  let dots = 0;
  let isMail = false;
  let at = start;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === LETTER) letters += 1;
    else if (kind === DIGIT) digits += 1;
    else if (kind !== JOINER) break;
    else if (code === DOT) dots += 1;
    else if (code === AT) isMail = true;
    else if (code === SLASH) {
      slashes += 1;
      const isUrl = at > start && text.charCodeAt(at - 1) === COLON && text.charCodeAt(at + 1) === SLASH;
      if (isUrl) return withoutStop(text, start, endOfPath(text, at, end));
    } else if (code === COLON && letters > 0 && digits === 0) {
      const next = text.charCodeAt(at + 1);
      // `C:\Windows`; and `db.example.com:5432`, which is one value, while `status:200` is a name and a value.
      if (next === BACKSLASH) slashes += 2;
      else if (next !== SLASH && (dots < 2 || classOf(next) !== DIGIT)) {
        return slashes > 1 ? withoutStop(text, start, at) : -(at + 1);
      }
    }
  }
  const isPath = letters > 0 && (slashes > 1 || (slashes > 0 && text.charCodeAt(start) === SLASH));
  if (isPath) return withoutStop(text, start, endOfPath(text, at, end));
  const isName =
    classOf(text.charCodeAt(start)) === LETTER &&
    digits <= 2 &&
    letters > 4 * digits &&
    ((dots > 1 && isUpper(text.charCodeAt(text.lastIndexOf('.', at - 1) + 1))) || text.startsWith('()', at));
  // `jk2_init()`, `org.apache.hadoop.mapreduce.v2.app.Job`: the digits are the program's own.
  if (isName && !isMail && slashes === 0) return -at;
  return digits > 0 || (isMail && letters > 1) ? withoutStop(text, start, at) : -at;
}

function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** A path or a URL ends at a blank, a quote, a bracket, a comma, a semicolon or a bar. */
const endsPath = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s"'`()<>[\]{}|,;]/.test(String.fromCharCode(code)) ? 1 : 0,
);

function endOfPath(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && endsPath[text.charCodeAt(at)] !== 1) at += 1;
  return at;
}

/** Without the full stop or the colon behind it. */
function withoutStop(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1) {
    const code = text.charCodeAt(at - 1);
    if (code !== DOT && code !== COLON) break;
    at -= 1;
  }
  return at;
}

function startOfValue(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === COLON) at += 1;
  return at;
}

const LONGEST_QUOTE = 300;
/** A quote of more words is a sentence of the program, not a value. */
const WORDS_OF_A_VALUE = 3;

/** Behind the closing quote; minus the place where to go on if this quote opens no value. */
function readQuoted(text: string, start: number, from: number, end: number): number {
  const none = -(start + 1);
  const before = start > from ? text.charCodeAt(start - 1) : 0;
  // An apostrophe; or `msg="…"` of logfmt, of which the content is the message.
  if (before === EQUALS || classOf(before) === LETTER || classOf(before) === DIGIT) return none;
  // `"GET /` of an access log: the method stays.
  if (/^[A-Z]{3,7} \//.test(text.slice(start + 1, start + 10))) return none;
  const quote = text.charCodeAt(start);
  const last = Math.min(end, start + LONGEST_QUOTE);
  let blanks = 0;
  for (let at = start + 1; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (classOf(code) === SPACE) {
      blanks += 1;
      if (blanks >= WORDS_OF_A_VALUE) return none;
    } else if (code === quote) {
      const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 0x20;
      if (classOf(after) === LETTER || classOf(after) === DIGIT) continue;
      // `"name":` of JSON is no value.
      return after === COLON || at === start + 1 ? none : at + 1;
    }
  }
  return none;
}
