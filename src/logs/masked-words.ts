import { VARIABLE } from './templates.ts';
import type { Variables } from './variables.ts';

/** Enough to tell one kind of line from another. */
const WORDS = 120;

/** The words of a message with `<*>` for what is variable. A list of values is one value, however long it is. */
export function maskedWords(text: string, from: number, { spans, count, end }: Variables): readonly string[] {
  let masked = '';
  let copied = from;
  for (let i = 0; i < count; i += 1) {
    masked += text.slice(copied, spans[2 * i]) + VARIABLE;
    copied = spans[2 * i + 1] ?? end;
  }
  masked += text.slice(copied, end);
  const listless = masked.includes('>,') ? masked.replaceAll(/<\*>(?:, ?<\*>)+/g, VARIABLE) : masked;
  return wordsOf(listless.trim());
}

/** A regular expression takes several times as long, and most lines have single blanks only. */
function wordsOf(text: string): readonly string[] {
  return /\s\s|[^\S ]/.test(text) ? text.split(/\s+/, WORDS) : text.split(' ', WORDS);
}
