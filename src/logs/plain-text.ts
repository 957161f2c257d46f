import { escapes, isPlainAscii } from '../redact/invisible.ts';

/**
 * A line of log as harmless text: no terminal escapes, nothing that turns the direction of writing or hides between
 * letters (that could also cut a secret in two), control characters as their visible pictures (`␀`), tabs as they are.
 * Escapes are those of ECMA-48; what an unfinished one would have swallowed stays readable.
 */
export function plainText(text: string): string {
  if (isPlainAscii(text) || !unsafe.test(text)) return text;
  return text
    .replace(escapes, '')
    .replace(/[\r\n]+$/, '')
    .replace(invisible, '')
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(controls, pictureOf)
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Several lines, each as harmless text. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join('\n');
}

/* oxlint-disable no-control-regex -- these are what is looked for */
const unsafe =
  /[\0-\x08\n-\x1F\x7F-\x9F\xAD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uD800-\uDFFF\uFEFF\uFFF9-\uFFFB]/;

const invisible =
  /[\xAD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

const controls = /[\0-\x08\n-\x1F\x7F-\x9F]/g;
/* oxlint-enable no-control-regex */

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 32) return String.fromCharCode(0x24_00 + code);
  return code === 127 ? '\u2421' : '\uFFFD';
}
