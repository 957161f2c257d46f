/** Behind the closing quote of the string that begins here. */
export function endOfString(text: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text.charAt(quote - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

export function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (/[-+.\deE]/.test(text.charAt(end))) end += 1;
  return end;
}
