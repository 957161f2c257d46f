import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const mask = (text: string): string =>
  createRedactor()
    .redact(text)
    .replaceAll(/‹secret \w+›/g, '‹›');

const hidden = [
  ['a zero-width space', '\u200B'],
  ['a zero-width joiner', '\u200D'],
  ['a word joiner', '\u2060'],
  ['a soft hyphen', '\u00AD'],
  ['a mark that turns the direction', '\u202E'],
  ['a byte order mark', '\uFEFF'],
  ['a variation selector', '\uFE0F'],
  ['a tag', '\u{E0041}'],
  ['a colour', '\u001B[31m'],
] as const;

/** As Python writes it: every character beyond ASCII by its number. */
const escapedJson = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

describe('a secret in whose letters there is', () => {
  it.each(hidden)('%s is masked all the same', (_, mark) => {
    const spread = (text: string): string => text.split('').join(mark);
    const aws = spread(['AKIA', 'QWERTYUIOPASDFGH'].join(''));
    const name = spread('password');
    expect(mask(`key ${aws} of 10.0.0.7`)).toBe('key ‹› of 10.0.0.7');
    expect(mask(`${name}=hV7qPz2Wm9`)).toBe('password=‹›');
    expect(mask(JSON.stringify({ msg: `key ${aws}` }))).toBe('{"msg":"key ‹›"}');
    expect(mask(escapedJson({ msg: `key ${aws}` }))).toBe('{"msg":"key ‹›"}');
    for (const json of [JSON.stringify({ [name]: 'hV7qPz2Wm9' }), escapedJson({ [name]: 'hV7qPz2Wm9' })])
      expect(mask(json)).toMatch(/:"‹›"\}$/);
  });

  it.each(hidden)('%s changes nothing where nothing is secret', (_, mark) => {
    const text = `name${mark}server 10.0.0.7${mark}\nDOCKER_HOST=tcp://10.0.0.7:2375`;
    expect(mask(text)).toBe(text);
  });
});

it('a secret within a title that a terminal would hide is masked', () => {
  expect(mask('\u001B]0;password=hV7qPz2Wm9\u0007ready')).not.toContain('hV7qPz2Wm9');
});
