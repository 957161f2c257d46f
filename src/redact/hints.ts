/**
 * Finds many words in one pass (Aho–Corasick), ignoring the case of ASCII letters. One table look-up for each
 * character, whatever the number of words: a regular expression of the same alternatives takes some fifty times as long.
 */
export interface HintFinder {
  /**
   * Calls `visit` for each occurrence, by the position of its end; `hint` is its place in the list. What `visit` returns
   * is where the search goes on; a position before the present one is ignored.
   */
  scan(text: string, visit: (hint: number, at: number) => number): void;
  /** Whether any hint occurs at all. */
  occursIn(text: string): boolean;
}

/** Characters that are looked at at a time. */
const WINDOW = 32_768;

export function createHintFinder(hints: readonly string[]): HintFinder {
  const { classes, width } = classifyCharacters(hints);
  const { table, endsAt } = buildTable(hints, width, classes);

  // Read from an array, not by `charCodeAt`: once any package has a class that extends String, as ioredis has, V8 of
  // Node 20 takes four times as long for that.
  const units = new Uint16Array(WINDOW);
  const bytes = Buffer.from(units.buffer);
  let held = '';
  let heldFrom = -1;

  function hold(text: string, from: number): void {
    if (held === text && heldFrom === from) return;
    bytes.write(from === 0 && text.length <= WINDOW ? text : text.slice(from, from + WINDOW), 'utf16le');
    held = text;
    heldFrom = from;
  }

  function scan(text: string, visit: (hint: number, at: number) => number): void {
    const { length } = text;
    let state = 0;
    for (let i = 0; i < length;) {
      const from = i - (i % WINDOW);
      const end = Math.min(length, from + WINDOW);
      hold(text, from);
      while (i < end) {
        state = table[state + (classes[units[i - from] ?? 0] ?? 0)] ?? 0;
        i += 1;
        if (state >= 0) continue;
        state = ~state;
        let goOn = i;
        for (const hint of endsAt.get(state) ?? []) {
          const wanted = visit(hint, i - (hints[hint]?.length ?? 0));
          if (wanted > goOn) goOn = wanted;
        }
        if (goOn > i) {
          i = goOn;
          state = 0;
        }
        // Whoever was visited may have searched another text.
        hold(text, from);
      }
    }
    release();
  }

  function occursIn(text: string): boolean {
    let state = 0;
    for (let from = 0; from < text.length; from += WINDOW) {
      const end = Math.min(text.length - from, WINDOW);
      hold(text, from);
      for (let i = 0; i < end; i += 1) {
        state = table[state + (classes[units[i] ?? 0] ?? 0)] ?? 0;
        if (state < 0) return true;
      }
    }
    return false;
  }

  /** A long text is not kept alive for the sake of the next look at it. */
  function release(): void {
    if (held.length > WINDOW) held = '';
  }

  return { scan, occursIn };
}

/** Gives each character that occurs in a hint a small number, upper and lower case the same; 0 is every other one. */
function classifyCharacters(hints: readonly string[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(65_536);
  let width = 1;
  for (const char of hints.join('').toLowerCase()) {
    const code = char.charCodeAt(0);
    if (classes[code] !== 0) continue;
    if (code < 128) classes[char.toUpperCase().charCodeAt(0)] = width;
    classes[code] = width++;
  }
  return { classes, width };
}

/** A state is the offset of its row; a negative entry `~state` says that a hint ends there. */
function buildTable(
  hints: readonly string[],
  width: number,
  classes: Uint8Array,
): { table: Int32Array; endsAt: ReadonlyMap<number, readonly number[]> } {
  const size = (1 + hints.reduce((sum, hint) => sum + hint.length, 0)) * width;
  const table = new Int32Array(size);
  const ends = new Map<number, number[]>();
  let rows = 1;
  for (const [index, hint] of hints.entries()) {
    let state = 0;
    for (const char of hint.toLowerCase()) {
      const cell = state + (classes[char.charCodeAt(0)] ?? 0);
      if (table[cell] === 0) table[cell] = width * rows++;
      state = table[cell] ?? 0;
    }
    ends.set(state, [...(ends.get(state) ?? []), index]);
  }

  const fallback = new Map<number, number>();
  const queue: number[] = [];
  for (let c = 0; c < width; c += 1) if (table[c]) queue.push(table[c] ?? 0);
  for (const state of queue) fallback.set(state, fallback.get(state) ?? 0);
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const back = fallback.get(state) ?? 0;
    const inherited = ends.get(back);
    if (inherited) ends.set(state, [...(ends.get(state) ?? []), ...inherited]);
    for (let c = 0; c < width; c += 1) {
      const next = table[state + c] ?? 0;
      const viaBack = table[back + c] ?? 0;
      if (next === 0) table[state + c] = viaBack;
      else {
        fallback.set(next, viaBack);
        queue.push(next);
      }
    }
  }
  for (let cell = 0; cell < rows * width; cell += 1) {
    const next = table[cell] ?? 0;
    if (ends.has(next)) table[cell] = ~next;
  }
  return { table, endsAt: ends };
}
