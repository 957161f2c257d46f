/* oxlint-disable no-control-regex -- these are what is looked for */

/** Terminal escapes, after ECMA-48: colours, titles, links. */
export const escapes = new RegExp(
  [
    // CSI: colours, cursor
    String.raw`(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?`,
    // OSC (titles, links), DCS, APC, PM, SOS: up to their terminator, or else only how they begin
    String.raw`(?:\x1B[\]P_^X]|[\x90\x98\x9D-\x9F])(?:[^\x07\x1B\x80-\x9F]{0,4096}(?:\x07|\x1B\\|\x9C))?`,
    String.raw`\x1B[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);

/**
 * The text as a reader sees it: without terminal escapes, zero-width characters, soft hyphens, marks that turn the direction
 * of writing, variation selectors. Between the letters of a secret they would hide it from every rule.
 * Source: Default_Ignorable_Code_Point of https://www.unicode.org/reports/tr44/, and the interlinear marks.
 */
export function withoutInvisible(text: string): string {
  if (isPlainAscii(text) || !some.test(text)) return text;
  return text.replace(escapes, '').replace(invisible, '');
}

/** Most text has nothing beyond ASCII, and then one look is enough. */
export function isPlainAscii(text: string): boolean {
  if (text === lastPlain) return true;
  if (unusual.test(text)) return false;
  // A line is asked about when it comes and again when it is masked.
  if (text.length < 32_768) lastPlain = text;
  return true;
}

let lastPlain = '';

/** Of the controls only tabs are none, so that whoever looks for others can ask this first. */
const unusual = /[^\t\x20-\x7E]/;
const some = /[\x1B\x90\x98\x9B\x9D-\x9F\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u;
/* oxlint-enable no-control-regex */
const invisible = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]+/gu;
