import type { Required } from './required-literals.ts';

/** More alternatives than this are slower to look for than the lines are to decode. */
const MOST = 24;

/** Of a line's bytes as Docker sends them, read as latin1: whether it may match once it is masked. */
export interface RawHint {
  test(raw: string): boolean;
}

/**
 * What a line that matches must show before it is masked. Masking keeps a line's text
 * except for secrets, in whose place stands `‹secret 3fa1›`, and takes out what a terminal would obey; so a literal that
 * the masked line holds stands in the raw line as well, unless it can touch such a token or such a place was taken out of
 * its middle. Nothing here looks at what a secret says: `grep` finds the same lines with this hint as without it, so that
 * nobody learns a secret by guessing.
 */
export function rawHint({ literals, ignoreCase }: Required): RawHint | undefined {
  if (literals.length > MOST || literals.some(mayTouchToken)) return undefined;
  if (!ignoreCase && literals.length <= FEW) {
    const plain = literals.map(latin1);
    return { test: (raw) => plain.some((literal) => raw.includes(literal)) || mayChange(raw) };
  }
  const spelt = literals.map((literal) => (ignoreCase ? anyCase(literal) : quote(latin1(literal))));
  if (spelt.includes(undefined)) return undefined;
  const any = new RegExp(spelt.join('|'));
  return { test: (raw) => any.test(raw) || mayChange(raw) };
}

/** Looking for so many one after the other is faster than for all at once. */
const FEW = 3;

/**
 * Whether something is taken out of the line: control characters, C1 ones, and those that turn the direction of writing or
 * have no width, in UTF-8; escapes of JSON, which a string that held a secret loses. The return before the newline is none
 * of the line's.
 */
function mayChange(raw: string): boolean {
  return SUSPICIOUS.test(raw) && CHANGED.test(raw);
}

/* oxlint-disable no-control-regex -- they are what is looked for */
/** One class, which is much faster than what it stands for. */
const SUSPICIOUS = /[\0-\x08\x0b-\x1f\\\x7f\xc2\xd8\xe1\xe2\xef\xf3]/;
const CHANGED =
  /\r(?!$)|\\[u/]|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xd8\x9c|\xe1\xa0\x8e|\xe2[\x80\x81]|\xef(?:\xbb\xbf|\xbf[\xb9-\xbb])|\xf3\xa0/;
/* oxlint-enable no-control-regex */

/** Part of the words inside a token, or of its brackets; the digits are those of a hash. What is no UTF-8 becomes U+FFFD. */
function mayTouchToken(literal: string): boolean {
  const text = literal.toLowerCase();
  return /[‹›\u{fffd}]/u.test(text) || 'secret '.includes(text) || /^s?e?c?r?e?t? ?[0-9a-f]+$/.test(text);
}

function latin1(literal: string): string {
  return Buffer.from(literal, 'utf8').toString('latin1');
}

/** RE2 folds the long s and the Kelvin sign with their letters; beyond ASCII it folds more than is listed here. */
function anyCase(literal: string): string | undefined {
  if (/[^ -~]/.test(literal)) return undefined;
  return Array.from(literal, (character) => {
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    if (lower === upper) return quote(character);
    if (lower === 's') return '(?:[sS]|\xc5\xbf)';
    return lower === 'k' ? '(?:[kK]|\xe2\x84\xaa)' : `[${lower}${upper}]`;
  }).join('');
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
