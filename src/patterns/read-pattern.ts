import { RE2JS, RE2JSException } from 're2js';
import { say, type Text } from '../text/say.ts';

/** What a person typed as a pattern. */
export type Pattern =
  | { readonly kind: 'pattern'; test(text: string): boolean }
  /** A sentence, and as a pattern what they may have meant: the same as plain text. */
  | { readonly kind: 'mistake'; readonly sentence: Text; readonly literally?: string };

/** The engine's memory grows with the pattern, and nobody types more than this. */
const MOST_CHARACTERS = 500;
/** Instructions; `\w{1000}` has some thousand. Each costs time for every character of the log. */
const MOST_INSTRUCTIONS = 5_000;

/**
 * A regular expression in RE2's syntax, case-sensitive unless it begins with `(?i)`. RE2 has neither lookaround nor
 * backreferences, and for that no pattern on which it takes more than linear time.
 * Source: https://github.com/google/re2/wiki/Syntax
 */
export function readPattern(source: string): Pattern {
  if (source === '') return { kind: 'mistake', sentence: say`The pattern behind grep is empty.` };
  if (source.length > MOST_CHARACTERS) {
    return {
      kind: 'mistake',
      sentence: say`The pattern behind grep is longer than ${MOST_CHARACTERS} characters.`,
    };
  }
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > MOST_INSTRUCTIONS) return { kind: 'mistake', sentence: TOO_LARGE };
    return {
      kind: 'pattern',
      test: isPlain(source) ? (text) => text.includes(source) : (text) => compiled.test(text),
    };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const literally = RE2JS.quote(source);
    return {
      kind: 'mistake',
      sentence: sentenceFor(error.message),
      ...(literally.length <= MOST_CHARACTERS && { literally }),
    };
  }
}

const TOO_LARGE = say`The pattern behind grep is too large: a repetition of a repetition, or counts that are too high.`;

function isPlain(pattern: string): boolean {
  return !/[\\^$.*+?()[\]{}|]/.test(pattern);
}

/** `error parsing regexp: missing closing ): `(abc`` is what the engine says. */
function sentenceFor(message: string): Text {
  const [, complaint = message, where] = /^error parsing regexp: ([^`]*?)(?:: `(.*)`)?$/s.exec(message) ?? [];
  const known = COMPLAINTS.find(({ when }) => when.test(message))?.what;
  return where === undefined || where === ''
    ? say`The pattern behind grep cannot be read: ${known ?? complaint}.`
    : say`The pattern behind grep cannot be read: ${known ?? complaint} (at ${where}).`;
}

const COMPLAINTS: readonly { readonly when: RegExp; readonly what: Text }[] = [
  { when: /Perl syntax: `\(\?<?[=!]/, what: say`it looks ahead or behind, which RE2 does not do` },
  { when: /escape sequence: `\\[1-9]/, what: say`it refers back to a group, which RE2 does not do` },
  { when: /missing closing \)/, what: say`a ( has no ); write \\( for the character itself` },
  { when: /unexpected \)/, what: say`a ) has no (; write \\) for the character itself` },
  { when: /missing closing \]/, what: say`a [ has no ]; write \\[ for the character itself` },
  { when: /missing argument to repetition/, what: say`there is nothing to repeat before it` },
  { when: /nested repetition/, what: say`a repetition is repeated; put the first into parentheses` },
  {
    when: /invalid repeat count/,
    what: say`RE2 repeats 1,000 times at most, and the first number is the lower`,
  },
  { when: /trailing backslash/, what: say`it ends with a \\; write \\\\ for the character itself` },
];
