/** A word as somebody typed it, in a chat or at a prompt. */
export interface Word {
  /** Without its quotes. */
  readonly text: string;
  /** As it was typed. */
  readonly raw: string;
  /** White space in front of it. */
  readonly before: string;
  /** In quotes: never a keyword. */
  readonly quoted: boolean;
}

export type SplitWords =
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  | { readonly kind: 'unclosed'; readonly quote: string };

/** Phones and chat clients turn straight quotes into these on their own. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”“',
  '”': '”',
  '„': '“”',
  '‘': '’‘',
  '’': '’',
  '«': '»',
};

/** A quote counts at the beginning of a word only, so that `it's` and `a="b"` stay what they are; a backslash before it makes it a plain sign. */
export function splitWords(text: string): SplitWords {
  const words: Word[] = [];
  let at = 0;
  for (;;) {
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const before = text.slice(at, start);
    const first = text.charAt(start);
    if (first === '') return { kind: 'words', words };
    const closing = CLOSING[first];
    const end = closing === undefined ? endOfWord(text, start) : endOfQuote(text, start, closing);
    if (end === undefined) return { kind: 'unclosed', quote: first };
    const raw = text.slice(start, end);
    const inner = closing === undefined ? raw : raw.slice(1, -1).replaceAll(`\\${first}`, first);
    words.push({ text: inner, raw, before, quoted: closing !== undefined });
    at = end;
  }
}

/** As one word that reads as this text, at a prompt as well; undefined where no quotes can make it one. */
export function inQuotes(text: string): string | undefined {
  return [`'${text}'`, `"${text}"`, text].find((typed) => {
    const split = splitWords(typed);
    return split.kind === 'words' && split.words.length === 1 && split.words[0]?.text === text;
  });
}

/** Words that a shell has already taken out of their quotes. */
export function wordsOf(words: readonly string[]): readonly Word[] {
  return words.map((text) => {
    const quoted = /\s/.test(text) || text === '';
    return { text, raw: quoted ? `'${text}'` : text, before: ' ', quoted };
  });
}

function endOfWord(text: string, start: number): number {
  const length = /^\S*/.exec(text.slice(start))?.[0].length ?? 0;
  return start + length;
}

/** Behind the quote that ends a word; one in the middle of a word is part of what is quoted. */
function endOfQuote(text: string, start: number, closing: string): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const ends = closing.includes(text.charAt(at)) && text.charAt(at - 1) !== '\\';
    if (ends && /^(?:\s|$)/.test(text.slice(at + 1, at + 2))) return at + 1;
  }
  return undefined;
}
