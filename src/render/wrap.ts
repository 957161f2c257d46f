import stringWidth from 'string-width';

/** Breaks at spaces, and inside a word only where it is wider than a line; Chinese characters and emoji count two columns. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let open = '';
  for (const word of line.split(' ')) {
    const grown = open === '' ? word : `${open} ${word}`;
    if (stringWidth(grown) <= width) {
      open = grown;
      continue;
    }
    if (open !== '') lines.push(open);
    const parts = split(word, width);
    open = parts.pop() ?? '';
    lines.push(...parts);
  }
  return [...lines, open];
}

/** Output of commands keeps its own spaces; a line that is too long goes on in the next one. */
export function split(text: string, width: number): string[] {
  const parts: string[] = [];
  let open = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > width && open !== '') {
      parts.push(open);
      open = '';
      used = 0;
    }
    open += segment;
    used += wide;
  }
  return [...parts, open];
}
