import { RE2JS, RE2JSException } from 're2js';
import { rawHint, type RawHint } from './raw-hint.ts';
import { requiredLiterals } from './required-literals.ts';

/** What a person typed behind `grep`, ready to run on any text in linear time. */
export type Grep =
  | {
      readonly kind: 'grep';
      matches(text: string): boolean;
      /**
       * A line of which it says no cannot match once it is masked, so that it need not be decoded. Absent where nothing of the
       * kind can be said of the pattern.
       */
      readonly hint?: RawHint;
    }
  | { readonly kind: 'mistake'; readonly sentence: string };

/** The engine's memory grows with the pattern, and nobody types more than this. */
const MOST_CHARACTERS = 500;
/** Instructions; `\w{1000}` has some thousand. Each costs time for every character of the log. */
const MOST_INSTRUCTIONS = 5_000;

/**
 * A regular expression in RE2's syntax, case-sensitive unless it begins with `(?i)`. RE2 has neither lookaround nor
 * backreferences, and for that no pattern on which it takes more than linear time.
 * Source: https://github.com/google/re2/wiki/Syntax
 */
export function readGrep(pattern: string): Grep {
  if (pattern === '') return mistake('The pattern behind grep is empty.');
  if (pattern.length > MOST_CHARACTERS)
    return mistake(`The pattern behind grep is longer than ${MOST_CHARACTERS} characters.`);
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return mistake(compiled);
  const required = requiredLiterals(pattern);
  const hint = required && rawHint(required);
  return {
    kind: 'grep',
    matches: isPlain(pattern) ? (text) => text.includes(pattern) : (text) => compiled.test(text),
    ...(hint && { hint }),
  };
}

function isPlain(pattern: string): boolean {
  return !/[\\^$.*+?()[\]{}|]/.test(pattern);
}

function mistake(sentence: string): Grep {
  return { kind: 'mistake', sentence };
}

/** A sentence where it cannot be compiled. */
function compile(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern);
    return compiled.programSize() > MOST_INSTRUCTIONS
      ? 'The pattern behind grep is too large: a repetition of a repetition, or counts that are too high.'
      : compiled;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return sentenceFor(error.message);
  }
}

/** `error parsing regexp: missing closing ): `(abc`` is what the engine says. */
function sentenceFor(message: string): string {
  const [, complaint = message, where] = /^error parsing regexp: ([^`]*?)(?:: `(.*)`)?$/s.exec(message) ?? [];
  const known = COMPLAINTS.find(({ when }) => when.test(message))?.say;
  const at = where === undefined || where === '' ? '' : ` (at ${where})`;
  return `The pattern behind grep cannot be read: ${known ?? complaint}${at}.`;
}

const COMPLAINTS: readonly { readonly when: RegExp; readonly say: string }[] = [
  { when: /Perl syntax: `\(\?<?[=!]/, say: 'it looks ahead or behind, which RE2 does not do' },
  { when: /escape sequence: `\\[1-9]/, say: 'it refers back to a group, which RE2 does not do' },
  { when: /missing closing \)/, say: 'a ( has no ); write \\( for the character itself' },
  { when: /unexpected \)/, say: 'a ) has no (; write \\) for the character itself' },
  { when: /missing closing \]/, say: 'a [ has no ]; write \\[ for the character itself' },
  { when: /missing argument to repetition/, say: 'there is nothing to repeat before it' },
  { when: /nested repetition/, say: 'a repetition is repeated; put the first into parentheses' },
  { when: /invalid repeat count/, say: 'RE2 repeats 1,000 times at most, and the first number is the lower' },
  { when: /trailing backslash/, say: 'it ends with a \\; write \\\\ for the character itself' },
];
