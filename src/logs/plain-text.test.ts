import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plain text', () => {
  it.each([
    ['\u001B[1;31merror\u001B[0m: no route', 'error: no route'],
    ['\u001B]0;a title\u0007ready', 'ready'],
    [
      'see \u001B]8;;https://evil.example\u001B\\https://good.example\u001B]8;;\u001B\\',
      'see https://good.example',
    ],
    ['\u001B]0;never ended: disk full', '0;never ended: disk full'],
    ['\u009B31mred\u009B0m', 'red'],
    ['\u001B(Bplain\u001B7', 'plain'],
    ['10 %\r20 %\rdone\r', '10 % 20 % done'],
    ['user \u202Etxt.exe\u202C', 'user txt.exe'],
    ['bell \u0007 null \u0000', 'bell ␇ null ␀'],
    ['tab\tstays, 数据库 too, 🚢 too', 'tab\tstays, 数据库 too, 🚢 too'],
    ['half \uD83D a ship', 'half \uFFFD a ship'],
  ])('of %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('holds nothing that a terminal obeys or that turns text around, whatever was printed', () => {
    const starts = [
      '\u001B',
      '\u001B[',
      '\u009B',
      '\u001B]',
      '\u0007',
      '\u009D',
      '\u202E',
      '\r',
      '\n',
      '\u2028',
    ];
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...starts, '31m'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        // oxlint-disable-next-line no-control-regex -- these are what must be gone
        const obeyed = /[\0-\x08\n-\x1F\x7F-\x9F\u2028-\u202E\u2066-\u2069\u200E\u200F]/;
        expect(plainText(pieces.join(''))).not.toMatch(obeyed);
      }),
    );
  });

  it.each(['\u001B]', '\u009D', '\u001B[', '\u001B', '\u009B0'])('reads a megabyte of %j once', (piece) => {
    expect(plainText(piece.repeat(500_000)).length).toBeLessThan(1_000_001);
  });
});
