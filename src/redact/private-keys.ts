import { encodedBegin } from './openings.ts';
import { nothing, type Rule } from './rule.ts';

/**
 * Private keys in PEM: over many lines, in one line with `\n` written out, each line behind a log's prefix, without an
 * end (a log cut by `tail`) or without a beginning. Certificates and public keys are no secrets and stay.
 */
export const privateKeys: Rule = {
  hints: ['PRIVATE KEY', encodedBegin],
  find: (text, at, hint) => {
    if (hint === encodedBegin) return encodedKey(text, at);
    const before = text.slice(Math.max(0, at - 48), at);
    const after = /^PRIVATE KEY(?: BLOCK)? ?-{4,5}/.exec(text.slice(at, at + 32));
    if (!after) return nothing;
    if (/-{4,5} ?BEGIN (?:[A-Z0-9]+ ){0,3}$/.test(before)) return body(text, at + after[0].length);
    const end = /-{4,5} ?END (?:[A-Z0-9]+ ){0,3}$/.exec(before);
    return end ? headless(text, at - end[0].length) : nothing;
  },
};

/** The end of a key: the key above it may end like a secret's name, `…0kPw==`, and this is no value of it. */
export function endsKey(text: string, at: number): boolean {
  keyEnd.lastIndex = at;
  return keyEnd.test(text);
}

const keyEnd = /(?:[\s=]|\\+[nr]){0,16}-{4,5} ?END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY/y;

/** A whole key in Base64 once more, as Kubernetes keeps it, also wrapped over lines. Certificates begin alike. */
function encodedKey(text: string, at: number): ReturnType<Rule['find']> {
  if (!/PRIVATE KEY/.test(Buffer.from(text.slice(at, at + 64), 'base64').toString('latin1'))) return nothing;
  return [{ start: at, end: at + match(wrappedBase64, text, at), kind }];
}

const kind = 'private key';
const mostLines = 400;

function body(text: string, from: number): ReturnType<Rule['find']> {
  let start = -1;
  let end = from;
  for (let line = 0; line < mostLines; line += 1) {
    const content = end + match(lineBreak, text, end);
    const length = match(bodyLine, text, content) || match(lastLine, text, content);
    // A short line counts as the key's last one only where nothing but the end follows.
    if (length === 0 || (length < 16 && !goesOn(text, content + length))) break;
    if (start < 0) start = content;
    end = content + length;
  }
  return start < 0 ? nothing : [{ start, end, kind }];
}

function goesOn(text: string, at: number): boolean {
  const next = at + match(lineBreak, text, at);
  return next >= text.length || text.startsWith('----', next) || match(bodyLine, text, next) >= 16;
}

/** Backwards from `-----END`: the lines of base64 above it. */
function headless(text: string, end: number): ReturnType<Rule['find']> {
  const last = skipBreakBack(text, end);
  let start = last;
  for (let line = 0, at = last; line < mostLines; line += 1) {
    const begin = runStart(text, at);
    if (at - begin < (line === 0 ? 1 : 16)) break;
    start = begin;
    at = skipBreakBack(text, begin);
    if (at === begin) break;
  }
  return last - start < 16 ? nothing : [{ start, end: last, kind }];
}

function runStart(text: string, end: number): number {
  let i = end;
  while (i > 0 && /[A-Za-z0-9+/=]/.test(text.charAt(i - 1))) i -= 1;
  // The `n` of a written-out `\n` is no base64.
  return i < end && text.charAt(i - 1) === '\\' ? i + 1 : i;
}

function skipBreakBack(text: string, end: number): number {
  let i = end;
  for (;;) {
    if (i > 0 && /\s/.test(text.charAt(i - 1))) i -= 1;
    else if (/^\\[nr]$/.test(text.slice(Math.max(0, i - 2), i))) {
      i -= 2;
      while (text.charAt(i - 1) === '\\') i -= 1;
    } else return i;
  }
}

function match(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}

const lineBreak = /(?:\s|\\{1,8}[nr]){0,16}/y;
const wrappedBase64 =
  /[A-Za-z0-9+/]+(?:(?:\s|\\{1,8}[nr]){1,32}[A-Za-z0-9+/]{16,})*(?:(?:\s|\\{1,8}[nr]){1,32}[A-Za-z0-9+/]{1,76}(?=\s|=|$))?={0,2}/y;
/** Base64, a header of an encrypted key, or base64 behind a log's prefix. */
const bodyLine =
  /[A-Za-z0-9+/=]{16,4096}(?![^\s\\"'-])|(?:Proc-Type|DEK-Info|Version|Comment|Hash): [^\n\\"]{1,120}|[^\n"\\]{1,160}[ \]|>:][A-Za-z0-9+/]{16,128}={0,2}(?=\s|$|\\)/y;
const lastLine =
  /[A-Za-z0-9+/=]{1,15}(?![^\s\\"'-])|[^\n"\\]{1,160}[ \]|>:][A-Za-z0-9+/]{1,15}={0,2}(?=\r?\n[^\n"]{0,160}-{4,5} ?END )/y;
