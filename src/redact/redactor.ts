import { createHmac, randomBytes } from 'node:crypto';
import { besideVendors } from './beside-vendors.ts';
import { commandLines } from './command-lines.ts';
import { maskDotted } from './dotted-tokens.ts';
import { headerRules } from './headers.ts';
import { createHintFinder } from './hints.ts';
import { withoutInvisible } from './invisible.ts';
import { isJson, maskJson, mayBeJson } from './json.ts';
import { keyValues } from './key-values.ts';
import { manifests } from './manifests.ts';
import { markedInside } from './marked-inside.ts';
import { endsKey, privateKeys } from './private-keys.ts';
import { maintainedRules } from './maintained.ts';
import { patternRule, providerTokens } from './provider-tokens.ts';
import type { Rule } from './rule.ts';
import { serviceTokens } from './service-tokens.ts';
import { teamRule, type TeamPattern } from './team-pattern.ts';
import { urlRules } from './urls.ts';

export interface Redactor {
  /** The text with every secret replaced by a token like `‹secret 3fa1›`; the same secret by the same token. */
  redact(text: string): string;
  /** How many secrets were masked so far, by kind. */
  counts(): Record<string, number>;
}

export interface RedactorOptions {
  /** Keys the tokens, so that nobody can check a guess against one. Without it a new key is made: tokens then compare within this redactor only. */
  readonly key?: string;
  /** The team's own, already checked. Throws where one cannot be used. */
  readonly patterns?: readonly TeamPattern[];
}

/** These have no rule of their own, they only make sure that JSON is opened: a container's environment is judged by its
 * names whatever the values look like, slashes escaped more than once hide a URL, and \u may spell anything. */
const opensJson = ['"Env"', '\\"Env\\"', ':\\\\', '\\u'];

/**
 * Masks what nobody may read in a ticket or a channel. Addresses, host names, ports, container ids, digests and times
 * stay: they are the diagnosis. JSON stays JSON.
 */
export function createRedactor({ key, patterns = [] }: RedactorOptions = {}): Redactor {
  const hashKey = key ?? randomBytes(32);
  const counts = new Map<string, number>();
  const rules: readonly Rule[] = [
    privateKeys,
    manifests,
    ...patterns.map(teamRule),
    ...[...providerTokens, ...serviceTokens].map(patternRule),
    ...markedInside,
    ...maintainedRules(),
    ...headerRules,
    ...urlRules,
    commandLines,
    keyValues,
    besideVendors,
  ];
  const hints = [...new Set([...rules.flatMap((rule) => rule.hints), ...opensJson])];
  const rulesOf = hints.map((hint) => rules.filter((rule) => rule.hints.includes(hint)));
  const finder = createHintFinder(hints);

  function tokenFor(secret: string, kind: string): string {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `‹secret ${createHmac('sha256', hashKey).update(secret).digest('hex').slice(0, 4)}›`;
  }

  function redact(text: string): string {
    const seen = withoutInvisible(text);
    if (seen === text) return redactSeen(text);
    const masked = redactSeen(seen);
    // Where they hide nothing they stay: in a file of the host they may be what is wrong with it.
    return masked === seen ? redactSeen(text) : masked;
  }

  function redactSeen(text: string): string {
    return maskDotted(redactByHints(text), tokenFor);
  }

  function redactByHints(text: string): string {
    if (!mayBeJson(text)) return redactPlain(text);
    if (!finder.occursIn(text)) return text;
    return isJson(text) ? maskJson(text, { text: redact, whole: tokenFor }) : redactPlain(text);
  }

  function redactPlain(text: string): string {
    let out = '';
    let copied = 0;
    let lineEnd = -1;
    finder.scan(text, (hint, at) => {
      if (at < copied) return copied;
      if (at >= lineEnd) {
        const lineStart = Math.max(text.lastIndexOf('\n', at) + 1, copied);
        lineEnd = endOfLine(text, at);
        const json = jsonAtEnd(text, lineStart, lineEnd);
        if (json !== undefined && json <= at) {
          const line = text.slice(json, lineEnd);
          if (isJson(line)) {
            out += text.slice(copied, json) + maskJson(line, { text: redact, whole: tokenFor });
            copied = lineEnd;
            return copied;
          }
        }
      }
      for (const rule of rulesOf[hint] ?? []) {
        for (const { start, end, kind, around = '' } of rule.find(text, at, hints[hint] ?? '')) {
          if (start < copied || endsKey(text, start)) continue;
          out += text.slice(copied, start) + around + tokenFor(text.slice(start, end), kind) + around;
          copied = end;
        }
      }
      return copied;
    });
    return copied === 0 ? text : out + text.slice(copied);
  }

  return { redact, counts: () => Object.fromEntries(counts) };
}

/** Where the object begins that a log line may end with: `12:01:03 got {"password":…}`. */
function jsonAtEnd(text: string, lineStart: number, lineEnd: number): number | undefined {
  let last = lineEnd - 1;
  while (last > lineStart && text.charCodeAt(last) <= 32) last -= 1;
  const closing = text.charCodeAt(last);
  if (closing !== 125 /* } */ && closing !== 93 /* ] */) return undefined;
  let first = lineStart;
  while (first < last && text.charCodeAt(first) <= 32) first += 1;
  const opening = text.charCodeAt(first);
  if (opening === 123 /* { */ || opening === 91 /* [ */) return lineStart;
  const brace = text.indexOf('{', first);
  return brace >= 0 && brace < last ? brace : undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
