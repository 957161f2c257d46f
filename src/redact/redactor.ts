import { createHmac, randomBytes } from 'node:crypto';
import { commandLines } from './command-lines.ts';
import { headerRules } from './headers.ts';
import { createHintFinder } from './hints.ts';
import { isJson, maskJson } from './json.ts';
import { keyValues } from './key-values.ts';
import { privateKeys } from './private-keys.ts';
import { patternRule, providerTokens, type Pattern } from './provider-tokens.ts';
import type { Rule } from './rule.ts';
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
  readonly extra?: readonly Pattern[];
}

/**
 * Masks what nobody may read in a ticket or a channel. Addresses, host names, ports, container ids, digests and times
 * stay: they are the diagnosis. JSON stays JSON.
 */
export function createRedactor({ key, extra = [] }: RedactorOptions = {}): Redactor {
  const hashKey = key ?? randomBytes(32);
  const counts = new Map<string, number>();
  const rules: readonly Rule[] = [
    privateKeys,
    ...[...extra, ...providerTokens].map(patternRule),
    ...headerRules,
    ...urlRules,
    commandLines,
    keyValues,
  ];
  const byHint = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const hint of rule.hints) byHint.set(hint, [...(byHint.get(hint) ?? []), rule]);
  }
  // These have no rule of their own, they only make sure that JSON is opened: a container's environment is judged by its
  // names whatever the values look like, and slashes escaped more than once hide a URL.
  const finder = createHintFinder([...byHint.keys(), '"Env"', '\\"Env\\"', ':\\\\']);

  function tokenFor(secret: string, kind: string): string {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `‹secret ${createHmac('sha256', hashKey).update(secret).digest('hex').slice(0, 4)}›`;
  }

  function redact(text: string): string {
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
        const jsonStart = lineStart + startOfJson(text.slice(lineStart, lineEnd));
        const line = text.slice(jsonStart, lineEnd);
        if (jsonStart <= at && isJson(line)) {
          out += text.slice(copied, jsonStart) + maskJson(line, { text: redact, whole: tokenFor });
          copied = lineEnd;
          return copied;
        }
      }
      for (const rule of byHint.get(hint) ?? []) {
        for (const { start, end, kind, around = '' } of rule.find(text, at, hint)) {
          if (start < copied) continue;
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
function startOfJson(line: string): number {
  const first = line.search(/\S/);
  const isWhole = first >= 0 && '{['.includes(line.charAt(first));
  return isWhole ? 0 : Math.max(0, line.indexOf('{'));
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
