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

/**
 * Output of commands, broken at blanks; what goes on in the next line stands under where it began. A word of plain characters
 * that is wider than a line (an address, a hash, a path) stays whole, so that it can be copied: the terminal breaks it.
 */
export function wrapOutput(text: string, width: number): string[] {
  if (stringWidth(text) <= width) return [text];
  const indent = /^ */.exec(text)?.[0] ?? '';
  const [under, room] = indent.length < width / 2 ? [indent, width - indent.length] : ['', width];
  const rest = under === '' ? text : text.slice(indent.length);
  const lines: string[] = [];
  let open = '';
  for (const word of rest.match(/\S+ *| +/g) ?? []) {
    if (open !== '' && stringWidth(open + word.trimEnd()) > room) {
      lines.push(open.trimEnd());
      open = '';
    }
    if (stringWidth(word.trimEnd()) <= room || /^[!-~]+ *$/.test(word)) {
      open += word;
      continue;
    }
    const parts = split(word, room);
    open = parts.pop() ?? '';
    lines.push(...parts);
  }
  return [...lines, open.trimEnd()].map((line) => under + line);
}
