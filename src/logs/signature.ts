import type { Variables } from './variables.ts';

/**
 * Sixty-four bits of everything in a message that is not variable: lines with the same signature are of the same kind, and
 * are told so without a copy of their text. Any number of blanks is one.
 */
export interface Signature {
  low: number;
  high: number;
}

/** FNV-1a in one half, Java's string hash in the other: two lines that share both by chance are not to be expected. */
export function signatureOf(
  text: string,
  from: number,
  { spans, count, end }: Variables,
  into: Signature,
): void {
  let low = 0x811c9dc5 | 0;
  let high = text.charCodeAt(0);
  let at = from;
  let blank = true;
  for (let i = 0; i <= count; i += 1) {
    const stop = i < count ? (spans[2 * i] ?? end) : end;
    for (; at < stop; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x09) {
        if (blank) continue;
        blank = true;
      } else blank = false;
      low = Math.imul(low ^ code, 0x01000193);
      high = (Math.imul(high, 31) + code) | 0;
    }
    if (i === count) break;
    // A path is not a number: its first character says so.
    const first = text.charCodeAt(at);
    const kind = first >= 0x30 && first <= 0x39 ? 0x30 : first <= 0x2f ? first : 0x61;
    low = Math.imul(low ^ (0x10000 + kind), 0x01000193);
    high = (Math.imul(high, 31) + 0x10000 + kind) | 0;
    blank = false;
    at = spans[2 * i + 1] ?? end;
  }
  into.low = low;
  into.high = high;
}
