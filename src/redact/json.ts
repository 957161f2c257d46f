import { judgeVariable } from './environment.ts';
import { isHarmless } from './harmless.ts';
import { withoutInvisible } from './invisible.ts';
import { dataOfSecrets } from './json-manifests.ts';
import { endOfNumber, endOfString } from './json-tokens.ts';
import { secretName } from './secret-names.ts';

export interface Masking {
  /** Masks a string by the ordinary rules, whatever it holds. */
  readonly text: (text: string) => string;
  /** The token that stands for a secret. */
  readonly whole: (secret: string, kind: string) => string;
}

/** Whether it begins and ends as an object or a list does. */
export function mayBeJson(text: string): boolean {
  const first = text.charCodeAt(firstVisible(text));
  if (first !== 123 /* { */ && first !== 91 /* [ */) return false;
  return text.charCodeAt(lastVisible(text)) === first + 2;
}

export function isJson(text: string): boolean {
  if (!mayBeJson(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Container {
  readonly isArray: boolean;
  /** Under which key it stands itself. */
  readonly under: string;
  /** The key whose value comes next. */
  key: string;
  expectsKey: boolean;
  /** The last string of an array, or an object's `name`: `["--password", "abc"]`, `{"name": "DB_PASSWORD", "value": "abc"}`. */
  before: string;
  /** What a Kubernetes Secret keeps: every value is one. */
  readonly secret: boolean;
}

/**
 * Masks the strings of a JSON text one by one, decoded, and leaves everything else as it stands, byte for byte. So the
 * result still parses, and a secret is found however deep its text was escaped.
 */
export function maskJson(text: string, masking: Masking): string {
  let out = '';
  let copied = 0;
  const open: Container[] = [];
  const secretData = dataOfSecrets(text);
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    const container = open.at(-1);
    if (char === '{' || char === '[') {
      const under = container ? (container.isArray ? container.under : container.key) : '';
      const secret = container?.secret === true || secretData.has(i);
      open.push({ isArray: char === '[', under, key: '', expectsKey: char === '{', before: '', secret });
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',' && container) container.expectsKey = !container.isArray;
    else if (char === ':' && container) container.expectsKey = false;
    else if (char === '"' || /[-\d]/.test(char)) {
      const end = char === '"' ? endOfString(text, i) : endOfNumber(text, i);
      const raw = text.slice(i, end);
      const masked = container && maskToken(raw, container, masking);
      if (masked !== undefined && masked !== raw) {
        out += text.slice(copied, i) + masked;
        copied = end;
      }
      i = end;
      continue;
    }
    i += 1;
  }
  return out + text.slice(copied);
}

function maskToken(raw: string, container: Container, masking: Masking): string {
  const isString = raw.startsWith('"');
  const decoded = isString && raw.includes('\\') ? decode(raw) : isString ? raw.slice(1, -1) : raw;
  if (container.expectsKey) {
    container.key = decoded;
    // A key is a name; one that is itself a secret (a map of tokens) is masked by its own looks.
    return encodeIfChanged(raw, decoded, masking.text(decoded));
  }
  if (container.secret && isString && decoded !== '' && !decoded.startsWith('‹secret'))
    return JSON.stringify(masking.whole(decoded, 'Kubernetes secret'));
  const named = nameOf(container);
  if (container.isArray || /^name$/i.test(container.key)) container.before = isString ? decoded : '';
  const secret = named === undefined ? undefined : secretName(withoutInvisible(named));
  if (secret) {
    const keep = isHarmless(decoded, secret) || (!isString && 'onlyIfRandom' in secret);
    if (!keep) return JSON.stringify(masking.whole(decoded, secret.kind));
  }
  if (!isString) return raw;
  const masked = isEnvironment(container) ? maskVariable(decoded, masking) : masking.text(decoded);
  return encodeIfChanged(raw, decoded, masked);
}

/** The name that a value goes by: its key, the flag before it in a list of arguments, the `name` beside it. */
function nameOf({ isArray, under, key, before }: Container): string | undefined {
  if (isArray) return /^--?[A-Za-z][\w.-]*$/.test(before) ? before : under;
  return /^value$/i.test(key) && before !== '' ? before : key;
}

function isEnvironment({ isArray, under }: Container): boolean {
  return isArray && under === 'Env';
}

function maskVariable(entry: string, masking: Masking): string {
  const equals = entry.indexOf('=');
  if (equals < 0) return masking.text(entry);
  const name = entry.slice(0, equals);
  const value = entry.slice(equals + 1);
  const verdict = judgeVariable(name, value);
  switch (verdict.kind) {
    case 'keep':
      return entry;
    case 'mask':
      return `${name}=${masking.whole(value, verdict.as)}`;
    case 'rules':
      return `${name}=${masking.text(value)}`;
    default:
      return verdict satisfies never;
  }
}

function encodeIfChanged(raw: string, decoded: string, masked: string): string {
  return masked === decoded ? raw : JSON.stringify(masked);
}

function decode(raw: string): string {
  const value: unknown = JSON.parse(raw);
  return String(value);
}

function firstVisible(text: string): number {
  let i = 0;
  while (i < text.length && text.charCodeAt(i) <= 32) i += 1;
  return i;
}

function lastVisible(text: string): number {
  let i = text.length - 1;
  while (i > 0 && text.charCodeAt(i) <= 32) i -= 1;
  return i;
}
