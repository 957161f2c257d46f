import { looksRandom } from './harmless.ts';
import { nothing, type Rule } from './rule.ts';

/** `postgres://shop:abc@db/shop`, `redis://:abc@cache`, `https:\/\/shop:abc@registry` of JSON with escaped slashes. */
const urlUserinfo: Rule = {
  hints: ['://', ':\\/\\/'],
  find: (text, at, hint) => {
    const start = at + hint.length;
    if (!hasAtSign(text, start)) return nothing;
    const end = endOfAuthority(text, start);
    const userinfo = text.slice(start, end);
    const colon = userinfo.indexOf(':');
    const secretStart = colon < 0 ? start : start + colon + 1;
    // A lone user (`ssh://git@host`) is none; a lone token (`https://<token>@host`) is.
    if (end <= secretStart || (colon < 0 && !looksRandom(userinfo))) return nothing;
    return isReference(text.slice(secretStart, end))
      ? nothing
      : [{ start: secretStart, end, kind: 'URL password' }];
  },
};

/** `root:abc@tcp(127.0.0.1:3306)/shop` of Go's database drivers. */
const driverAddress: Rule = {
  hints: ['@tcp(', '@unix('],
  find: (text, at) => {
    let start = at;
    while (start > 0 && at - start < 256 && !/[\s"'`]/.test(text.charAt(start - 1))) start -= 1;
    const colon = text.slice(start, at).indexOf(':');
    if (colon < 0 || start + colon + 1 === at) return nothing;
    const secret = text.slice(start + colon + 1, at);
    return isReference(secret) ? nothing : [{ start: start + colon + 1, end: at, kind: 'URL password' }];
  },
};

/** Parameters that carry a grant although their names are everyday words; the telling names are found as keys and values. */
const queryParameters: Rule = {
  hints: [
    'sig=',
    'signature=',
    'sign=',
    'code=',
    'key=',
    'auth=',
    'ticket=',
    'sid=',
    'jwt=',
    'x-amz-credential=',
  ],
  find: (text, at, hint) => {
    let before = at;
    while (before > 0 && at - before < 24 && /[A-Za-z_-]/.test(text.charAt(before - 1))) before -= 1;
    const opener = text.charAt(before - 1);
    const opens = opener === '?' || opener === '&' || (opener === ';' && text.startsWith('&amp', before - 5));
    if (!opens && !isEscapedAmpersand(text, before)) return nothing;
    const start = at + hint.length;
    let end = start;
    while (end < text.length && !/[\s&"'`#<>\\;]/.test(text.charAt(end))) end += 1;
    const value = text.slice(start, Math.min(end, start + 40));
    const telling = value.length >= 6 && !/^(?:[\d.]+|[a-z]+)$/.test(value) && !value.startsWith('‹secret');
    return telling ? [{ start, end, kind: 'query parameter' }] : nothing;
  },
};

export const urlRules: readonly Rule[] = [urlUserinfo, driverAddress, queryParameters];

/** JSON may write `&` as `\u0026`, of which the scan for the name has taken the letter along. */
function isEscapedAmpersand(text: string, nameStart: number): boolean {
  return text.slice(Math.max(0, nameStart - 6), nameStart).endsWith('u0026');
}

const longestAuthority = 512;

/** Most addresses have none, and nothing more needs to be asked then. */
function hasAtSign(text: string, start: number): boolean {
  for (let i = start; i < text.length && i - start < longestAuthority; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 64 /* @ */) return true;
    if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62) return false;
  }
  return false;
}

/** Where the userinfo ends (its `@`); `start` where there is none. */
function endOfAuthority(text: string, start: number): number {
  const window = text.slice(start, start + longestAuthority);
  const reach = window.search(endsAddress);
  const address = reach < 0 ? window : window.slice(0, reach);
  const path = address.search(/[/?#,]/);
  const at = (path < 0 ? address : address.slice(0, path)).lastIndexOf('@');
  if (at >= 0) return start + at;
  // Behind a `/` an `@` belongs to the path, unless what stands before it cannot be a port: a password with a slash.
  const colon = address.indexOf(':');
  const isPort = colon < 0 || path < colon || /^\d*\\?$/.test(address.slice(colon + 1, path));
  return isPort ? start : start + Math.max(0, address.lastIndexOf('@'));
}

const endsAddress = /[\s"'`<>]|\\(?!\/)|:\\?\/\\?\//;

function isReference(value: string): boolean {
  return /^(?:\$\{?\w[\w.:-]*\}?|\*+|x+|‹secret [0-9a-f]+›|%\w+%|\{\{?[\w. ]+\}?\}|<[\w -]+>)$/i.test(
    value.slice(0, 120),
  );
}
