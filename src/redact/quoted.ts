/** An opening quote as written: `"`, or `\"` where the text stands inside a JSON string, or deeper still. */
export interface Quote {
  readonly char: string;
  /** Backslashes before it: 0, 1 in a JSON string, 3 in a JSON string within one. */
  readonly depth: number;
  /** Where the text inside begins. */
  readonly inside: number;
}

const deepest = 31;

export function quoteAt(text: string, at: number): Quote | undefined {
  let i = at;
  while (i - at < deepest && text.charAt(i) === '\\') i += 1;
  const char = text.charAt(i);
  return char === '"' || char === "'" || char === '`' ? { char, depth: i - at, inside: i + 1 } : undefined;
}

/** Where the closing quote (its backslashes included) begins; the end of the line or of the text where there is none. */
export function closingOf(text: string, quote: Quote): number {
  const period = 2 * (quote.depth + 1);
  let backslashes = 0;
  for (let i = quote.inside; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') {
      backslashes += 1;
      continue;
    }
    if (char === '\n') return i;
    const own = backslashes % period;
    if (char === quote.char && own <= quote.depth) return i - own;
    // Never past the end of the JSON string around it, whatever the inner quote was.
    if (char === '"' && quote.char !== '"' && own <= quote.depth && endsString(text, i)) return i - own;
    backslashes = 0;
  }
  return text.length;
}

/** Whether the `"` at this place looks like the end of a string rather than a character of a bare value. */
export function endsString(text: string, at: number): boolean {
  const next = text.charAt(at + 1);
  return next === '' || ' \t\r\n,:;}])\\'.includes(next);
}

/** Whether the text just before, on this line, opens a quote of this kind and does not close it. Looks back a bounded way. */
export function insideQuote(text: string, at: number, char: string): boolean {
  let open = false;
  for (let i = at - 1; i >= 0 && at - i <= 256; i -= 1) {
    const here = text.charAt(i);
    if (here === '\n') break;
    if (here === char) open = !open;
  }
  return open;
}
