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

/** At most `max` UTF-16 units, the end of a cut text saying in every language how many are missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = Math.max(0, max - ` … (+${count(text.length)})`.length);
  const kept = text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept} … (+${count(text.length - kept.length)})`;
}

/** At most `max` items, then one that says how many are missing. */
export function cutList(items: readonly string[], max: number, more: (missing: number) => string): string[] {
  if (items.length <= max) return [...items];
  return [...items.slice(0, max - 1), more(items.length - max + 1)];
}

export function count(n: number): string {
  return n.toLocaleString('en-US');
}
