import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';

/**
 * One argument as a word of a POSIX shell: between single quotes nothing has a meaning, a single quote itself is
 * written as `'\''`. Throws `unquotable-argument` for a NUL, which no argument of a program can hold.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) {
    throw new FerrymanError(
      'unquotable-argument',
      say`An argument holds a NUL character, which no program can be given: ${JSON.stringify(word)}.`,
      say`Leave the NUL character out.`,
    );
  }
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Arguments as one line of a POSIX shell, each a single word whatever it holds. */
export function quoteArgv(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

/**
 * Whether `'word'` means the same to every login shell: csh reads `!` and newlines between single quotes, fish reads
 * `\` there.
 */
export function isPlain(word: string): boolean {
  return /^[\x20-\x7e]*$/.test(word) && !/['!\\]/.test(word);
}

/** Bytes as `printf %b` of a POSIX shell reads them, in characters that are plain to every login shell but for `\`. */
export function octalEscape(text: string): string {
  // A script has thousands of characters, and is sent at every look at a watched host.
  return text.replaceAll(NOT_PLAIN, (characters) =>
    Array.from(Buffer.from(characters), (byte) => OCTAL[byte]).join(''),
  );
}

/** What `isPlain` refuses. A surrogate that is alone becomes U+FFFD, as it does on every way out of this process. */
const NOT_PLAIN = /[^\x20\x22-\x26\x28-\x5b\x5d-\x7e]+/g;
const OCTAL = Array.from({ length: 256 }, (_, byte) => String.raw`\0${byte.toString(8).padStart(3, '0')}`);
