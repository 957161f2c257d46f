/**
 * Text that came from a host: names, log lines, error messages. Whoever wrote it may want to ring the whole channel,
 * to move the reader's cursor or to hide a word, so every renderer passes every string of a report through here.
 */

// ECMA-48: control sequences; strings (OSC, DCS, SOS, PM, APC) with their terminator; all other escapes. The one-byte
// C1 forms count as well.
const controlSequence = String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?`;
const controlString = String.raw`(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\n\u0080-\u009F]*(?:\u0007|\u001B\\|\u009C)`;
const otherEscape = String.raw`\u001B[ -/]*[0-~]?`;
const escapes = new RegExp(`${controlSequence}|${controlString}|${otherEscape}`, 'g');

// Bidi controls, zero-width characters, soft hyphens and tags; the two variation selectors of emoji may stay.
const invisible = /(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;

const lineEnds = new RegExp(String.raw`\r\n?|[\u000B\u000C\u0085\u2028\u2029]`, 'g');

/** Several lines stay several lines; everything that is not seen, or that acts on a terminal, is gone. */
export function visible(text: string): string {
  return text
    .replace(escapes, '')
    .replace(lineEnds, '\n')
    .replaceAll('\t', '    ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(invisible, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The same on one line, for names and sentences. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

/**
 * At most `max` UTF-16 units, the end of a cut text saying in every language how many are missing. It ends behind a whole
 * word, name or address, unless that is very long; between Han characters anywhere.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = Math.max(0, max - ` … (+${count(text.length)})`.length);
  const kept = text
    .slice(0, wordEnd(text, text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '').length))
    .trimEnd();
  return `${kept} … (+${count(text.length - kept.length)})`;
}

const longestWord = 30;

// What is written between spaces, `192.168.0.20` or `/etc/docker/daemon.json`; in Chinese between characters and marks.
const unspaced = String.raw`[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF“”‘’…·—]`;
const letter = String.raw`(?=${unspaced})[\p{L}\p{M}\p{N}_]`;
const halves = [unspaced, letter].map((character) => ({
  before: new RegExp(`(?:${character})+$`, 'u'),
  after: new RegExp(`^(?:${character})+`, 'u'),
}));

/** Where the last whole word ends at or before `at`. What is as long as `longestWord`, or all that there is, is split. */
function wordEnd(text: string, at: number): number {
  for (const { before, after } of halves) {
    const begun = before.exec(text.slice(Math.max(0, at - longestWord), at))?.[0].length ?? 0;
    const rest = after.exec(text.slice(at, at + longestWord))?.[0].length ?? 0;
    if (begun === 0 || rest === 0) return at;
    if (begun + rest < longestWord && begun < at) return at - begun;
  }
  return at;
}

/** At most `max` items, then one that says how many are missing. */
export function cutList(items: readonly string[], max: number, more: (missing: number) => string): string[] {
  if (items.length <= max) return [...items];
  return [...items.slice(0, max - 1), more(items.length - max + 1)];
}

export function count(n: number): string {
  return n.toLocaleString('en-US');
}
