import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSigned, signValue } from './signed-value.ts';

test('what was signed is read again, with the same token only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const value = signValue(text, 'xoxb-1');
      expect(readSigned(value, 'xoxb-1')).toBe(text);
      expect(readSigned(value, 'xoxb-2')).toBeUndefined();
    }),
  );
});

test('one changed, added or missing character makes it nobody\u2019s', () => {
  const value = signValue('{"host":"web-1"}', 'xoxb-1');
  for (let at = 0; at < value.length; at++) {
    // The last digit of a signature carries two bits that mean nothing.
    const other = value[at] === 'A' ? 'Q' : 'A';
    expect(readSigned(`${value.slice(0, at)}${other}${value.slice(at + 1)}`, 'xoxb-1')).toBeUndefined();
    expect(readSigned(value.slice(0, at), 'xoxb-1')).toBeUndefined();
  }
  expect(readSigned(`${value} `, 'xoxb-1')).toBeUndefined();
  expect(readSigned('', 'xoxb-1')).toBeUndefined();
  expect(readSigned('.{"host":"web-1"}', 'xoxb-1')).toBeUndefined();
});
