import type { LogLine } from '../../report/logs.ts';

export interface LastLines {
  add(lines: readonly LogLine[]): void;
  lines(): readonly LogLine[];
}

/** Of a log of any length, the last lines: at most so many, of at most so many characters together. */
export function keepLastLines(most: { readonly lines: number; readonly characters: number }): LastLines {
  let kept: LogLine[] = [];
  let characters = 0;

  function drop(): void {
    let first = Math.max(0, kept.length - most.lines);
    for (const { text } of kept.slice(0, first)) characters -= text.length;
    for (; first < kept.length - 1 && characters > most.characters; first += 1)
      characters -= kept[first]?.text.length ?? 0;
    if (first > 0) kept = kept.slice(first);
  }

  return {
    add(lines) {
      for (const line of lines) {
        kept.push(line);
        characters += line.text.length;
        // Rarely, so that it costs nothing for each line.
        if (kept.length > 2 * most.lines + 64 || characters > 2 * most.characters) drop();
      }
    },
    lines() {
      drop();
      return kept;
    },
  };
}
