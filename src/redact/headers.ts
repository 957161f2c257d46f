import { looksRandom } from './harmless.ts';
import { closingOf, quoteAt } from './quoted.ts';
import { nothing, type Rule, type Span } from './rule.ts';

/** `Authorization: Basic …`, `"Proxy-Authorization":"Bearer …"`, `map[Authorization:[Token …]]`. */
const authorization: Rule = {
  hints: ['authorization'],
  find: (text, at) => {
    const start = headerValue(text, at + 'authorization'.length);
    if (start === undefined) return nothing;
    const scheme = (stickyMatch(authScheme, text, start) ?? stickyMatch(anyScheme, text, start))?.[0] ?? '';
    const from = start + scheme.length;
    const end = endOfCredentials(text, from);
    if (end <= from) return nothing;
    const value = text.slice(from, end);
    if (value.startsWith('‹secret') || /^[*.x]+$/i.test(value)) return nothing;
    // Without a scheme that is known, words of a sentence or of a configuration are none.
    if (scheme === '' && !looksRandom(value) && /^[A-Za-z]+$/.test(value)) return nothing;
    return [{ start: from, end, kind: 'authorization header' }];
  },
};

/** `Cookie: sid=abc; theme=dark` and `Set-Cookie: sid=abc; Path=/`: names and attributes stay. */
const cookies: Rule = {
  hints: ['cookie'],
  find: (text, at) => {
    let next = headerValue(text, at + 'cookie'.length);
    if (next === undefined) return nothing;
    const spans: Span[] = [];
    for (;;) {
      const name = stickyMatch(cookieName, text, next);
      if (!name) return spans;
      const quote = quoteAt(text, next + name[0].length);
      const start: number = quote ? quote.inside : next + name[0].length;
      const end = quote
        ? closingOf(text, quote)
        : start + (stickyMatch(cookieValue, text, start)?.[0].length ?? 0);
      const attribute = /^(?:path|domain|expires|max-age|samesite|version)$/i.test(name[1] ?? '');
      const known = text.startsWith('‹secret', start);
      if (end > start && !attribute && !known) spans.push({ start, end, kind: 'cookie' });
      const rest = stickyMatch(
        cookieRest,
        text,
        known ? start + (/^‹secret \w+›/.exec(text.slice(start, start + 32))?.[0].length ?? 0) : end,
      );
      if (!rest) return spans;
      next = rest.index + rest[0].length;
    }
  },
};

/** A bearer token outside of its header: `using bearer eyJ…`, `curl -H "Token: Bearer abc123…"`. */
const bearer: Rule = {
  hints: ['bearer '],
  find: (text, at, hint) => {
    const start = at + hint.length;
    const token = stickyMatch(bearerToken, text, start)?.[0] ?? '';
    const wordy = /^[A-Za-z]+$/.test(token) && token.length < 24;
    return token.length < 8 || wordy ? nothing : [{ start, end: start + token.length, kind: 'bearer token' }];
  },
};

/** `Basic dXNlcjpwYXNz` anywhere: masked where it decodes to `user:password`. */
const basic: Rule = {
  hints: ['basic '],
  find: (text, at, hint) => {
    const start = at + hint.length;
    const token = stickyMatch(base64Token, text, start)?.[0] ?? '';
    const plain = token.length < 8 ? '' : Buffer.from(token, 'base64').toString('latin1');
    return plain.indexOf(':') > 0 && /^[\x20-\x7e]+$/.test(plain)
      ? [{ start, end: start + token.length, kind: 'authorization header' }]
      : nothing;
  },
};

export const headerRules: readonly Rule[] = [authorization, cookies, bearer, basic];

const authScheme =
  /(?:basic|bearer|digest|token|negotiate|ntlm|apikey|api-key|hawk|oauth|key|aws|aws4-hmac-sha256|sharedkey|sharedaccesssignature) +/iy;
/** A scheme of somebody's own, where what follows looks like no word. */
const anyScheme = /[A-Za-z][\w-]{1,30} +(?=[\w+/=.-]{0,40}\d)(?=[\w+/=.-]{20})/y;
const cookieName = /([\w!#$%&*+.^`|~-]{1,128})=/y;
const cookieValue = /[^;\s"'\\\]]{1,4096}/y;
const cookieRest = /[^;"'\\\n\]]{0,120}; */y;
const bearerToken = /[\w.~+/=-]{1,8192}/y;
const base64Token = /[A-Za-z0-9+/]{1,2048}={0,2}/y;

function stickyMatch(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

const headerSeparator = /(?:\\{0,7}["'])? {0,4}[:=] {0,4}\[? {0,4}(?:\\{0,7}["'])?/y;

function headerValue(text: string, afterName: number): number | undefined {
  const separator = stickyMatch(headerSeparator, text, afterName);
  return separator && afterName + separator[0].length;
}

/** To the end of the line, of the quotes or of the list around it; inside the credentials of `Digest` quotes are allowed. */
function endOfCredentials(text: string, start: number): number {
  let quoted = false;
  let i = start;
  for (; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char < ' ' || "\\]'`".includes(char)) break;
    if (char === '"' && !quoted && text.charAt(i - 1) !== '=') break;
    if (char === '"') quoted = !quoted;
    else if (char === ' ' && !quoted && !/[,;=]/.test(text.charAt(i - 1))) break;
  }
  return i;
}
