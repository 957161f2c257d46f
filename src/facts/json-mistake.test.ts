import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { findJsonMistake } from './json-mistake.ts';

// what dockerd 20.10.24 (Go 1.19) printed for these files, and Go's own tests of encoding/json
test.each([
  ['{"bip":"192.168.1.1/24",}', "invalid character '}' looking for beginning of object key string", 1, 25],
  ['{\n  "a": 1\n  "b": 2\n}', `invalid character '"' after object key:value pair`, 3, 3],
  ['{\n  “bip”: 1\n}', "invalid character 'â' looking for beginning of object key string", 2, 3],
  ['\uFEFF{}', "invalid character 'ï' looking for beginning of value", 1, 1],
  ['{"a" 1}', "invalid character '1' after object key", 1, 6],
  ['[1 2]', "invalid character '2' after array element", 1, 4],
  ['{} x', "invalid character 'x' after top-level value", 1, 4],
  ["{'a':1}", String.raw`invalid character '\'' looking for beginning of object key string`, 1, 2],
  ['{"a": tru}', "invalid character '}' in literal true (expecting 'e')", 1, 10],
  ['{"a": 1.}', "invalid character '}' after decimal point in numeric literal", 1, 9],
  ['{"a": -}', "invalid character '}' in numeric literal", 1, 8],
  ['{"a": 1e}', "invalid character '}' in exponent of numeric literal", 1, 9],
  [String.raw`{"a": "\x"}`, "invalid character 'x' in string escape code", 1, 9],
  [String.raw`{"a": "\u00zz"}`, String.raw`invalid character 'z' in \u hexadecimal character escape`, 1, 12],
  ['{"a": "x\ny"}', String.raw`invalid character '\n' in string literal`, 1, 9],
  ['{"a": 1 // why\n}', "invalid character '/' after object key:value pair", 1, 9],
  ['{"a": 1', 'unexpected EOF', 1, 8],
])('%j: %s', (text, message, line, column) => {
  expect(findJsonMistake(text)).toEqual({ message, line, column });
});

test('any JSON is without a mistake', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonMistake(text)).toBeUndefined();
    }),
  );
});

test('it finds a mistake exactly where JSON.parse finds one', () => {
  const scraps = fc.constantFrom(...'{ } [ ] , : " "a" 1 - . e true nul \\ é \n'.split(' '), ' ');
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      expect(findJsonMistake(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 2000 },
  );
});

test('a valid text with one character cut out is judged as JSON.parse judges it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, at) => {
      const cut = at % text.length;
      const broken = text.slice(0, cut) + text.slice(cut + 1);
      expect(findJsonMistake(broken) === undefined).toBe(parses(broken));
    }),
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
