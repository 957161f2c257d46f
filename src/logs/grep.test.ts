import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../text/tell.ts';
import { readGrep } from './grep.ts';
import { plainText } from './plain-text.ts';
import type { RawHint } from './raw-hint.ts';
import { requiredLiterals } from './required-literals.ts';

function matches(pattern: string, text: string): boolean {
  const grep = readGrep(pattern);
  if (grep.kind === 'mistake') throw new Error(tell(grep.sentence, 'en'));
  return grep.matches(text);
}

function hintOf(pattern: string): RawHint | undefined {
  const grep = readGrep(pattern);
  return grep.kind === 'grep' ? grep.hint : undefined;
}

/** Whether the hint finds something in the text as Docker sends it. */
function finds(pattern: string, text: string): boolean | undefined {
  return hintOf(pattern)?.test(Buffer.from(text).toString('latin1'));
}

describe('a pattern behind grep', () => {
  it.each([
    ['ERROR', 'an ERROR here', true],
    ['ERROR', 'an error here', false],
    ['(?i)error', 'an ERROR here', true],
    ['error|warn', 'a warning', true],
    ['took \\d{4,} ms', 'took 12345 ms', true],
    ['^at ', '  at', false],
    ['[::]:5000', 'http://[::]:5000', false],
    ['\\[::\\]:5000', 'http://[::]:5000', true],
    ['Fehler: „db“', 'Fehler: „db“ antwortet nicht', true],
  ])('%s on "%s": %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  const unreadable = 'The pattern behind grep cannot be read:';

  it.each([
    ['', 'The pattern behind grep is empty.'],
    ['x'.repeat(501), 'The pattern behind grep is longer than 500 characters.'],
    ['(abc', `${unreadable} a ( has no ); write \\( for the character itself (at (abc).`],
    ['abc)', `${unreadable} a ) has no (; write \\) for the character itself (at abc)).`],
    ['[abc', `${unreadable} a [ has no ]; write \\[ for the character itself (at [abc).`],
    ['*.log', `${unreadable} there is nothing to repeat before it (at *).`],
    ['a(?!b)', `${unreadable} it looks ahead or behind, which RE2 does not do (at (?!).`],
    ['(a)\\1', `${unreadable} it refers back to a group, which RE2 does not do (at \\1).`],
    [
      'a{1001}',
      `${unreadable} RE2 repeats 1,000 times at most, and the first number is the lower (at {1001}).`,
    ],
    ['abc\\', `${unreadable} it ends with a \\; write \\\\ for the character itself.`],
    [
      '\\w{1000}\\d{1000}\\w{1000}\\d{1000}\\w{1000}\\d{1000}',
      'The pattern behind grep is too large: a repetition of a repetition, or counts that are too high.',
    ],
  ])('%s is a mistake that is explained', (pattern, sentence) => {
    const grep = readGrep(pattern);
    expect('sentence' in grep && tell(grep.sentence, 'en')).toBe(sentence);
  });

  it.each(['(x+x+)+y', '(x*)*y', '(x|xx)+!', '^(?:.*?x){11}y', '\\b(?:x+x+)+\\B!'])(
    '%s, which RegExp takes for ever on, takes no time on a long line',
    (pattern) => {
      const begun = performance.now();
      expect(matches(pattern, 'x'.repeat(200_000))).toBe(false);
      expect(performance.now() - begun).toBeLessThan(1000);
    },
  );
});

describe('what a pattern cannot match without', () => {
  it.each([
    ['ERROR', ['ERROR']],
    ['ERROR|WARN', ['ERROR', 'WARN']],
    ['took \\d+ ms', ['took ']],
    ['(?:GET|POST) /api', [' /api']],
    ['x(GET|POST)', ['GET', 'POST']],
    ['(?P<verb>GET|POST)+', ['GET', 'POST']],
    ['colou?r', ['colo']],
    ['ab+c', ['ab']],
    ['abc{2}', ['abc']],
    ['abc{0,2}d', ['ab']],
    ['\\.dll\\b', ['.dll']],
    ['status=5\\d\\d', ['status=5']],
    ['a.b', undefined],
    ['ERROR|\\d', undefined],
    ['(ERROR)?', undefined],
    ['[abc]def]', ['def]']],
    ['[^]]xy', ['xy']],
    ['\\Qa.b\\E', undefined],
    ['\\pL+abc', undefined],
    ['a(?i)bcd', undefined],
  ])('%s: %s', (pattern, literals) => {
    expect(requiredLiterals(pattern)?.literals).toEqual(literals);
  });

  const { part } = fc.letrec<{ part: string }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 3 },
      fc.stringMatching(/^[a-c.]{1,4}$/),
      fc.tuple(tie('part'), tie('part')).map(([one, other]) => one + other),
      fc.tuple(tie('part'), tie('part')).map(([one, other]) => `(?:${one}|${other})`),
      fc
        .tuple(tie('part'), fc.constantFrom('*', '+', '?', '{0,1}', '{2}'))
        .map(([one, q]) => `(?:${one})${q}`),
      fc.constantFrom('[ab]', '[^a]', '\\.', '\\w', 'ab*', 'ba?'),
    ),
  }));

  it('is in every text that matches', () => {
    const matching = part.chain((pattern) =>
      fc.tuple(fc.constant(pattern), fc.stringMatching(new RegExp(pattern))),
    );
    let said = 0;
    fc.assert(
      fc.property(matching, ([pattern, text]) => {
        expect(matches(pattern, text)).toBe(true);
        const literals = requiredLiterals(pattern)?.literals;
        if (literals === undefined) return;
        said += 1;
        expect(literals.filter((literal) => text.includes(literal))).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect(said).toBeGreaterThan(100);
  });
});

describe('the hint for raw bytes', () => {
  it('lets a line through that holds the text, in any spelling that the pattern allows', () => {
    expect(finds('ERROR', 'an ERROR')).toBe(true);
    expect(finds('ERROR', 'fine\r')).toBe(false);
    expect(finds('(?i)socket', 'SOC\u212aET')).toBe(true);
    expect(matches('(?i)socket', 'SOC\u212aET')).toBe(true);
    expect(finds('Größe|„db“', 'die Größe')).toBe(true);
  });

  it('lets a line through whose text is only found without its escapes', () => {
    expect(finds('level=error', '\u001b[31mlevel\u001b[0m=error')).toBe(true);
    expect(finds('password', 'pass\u200bword')).toBe(true);
    expect(finds('password', 'pass\rword')).toBe(true);
    expect(finds('host/path', String.raw`{"url":"http:\/\/u:p@host\/path"}`)).toBe(true);
  });

  it('lets every line through that becomes another one before it is looked at', () => {
    const places = [...Array(0x1_00_00).keys(), ...Array.from({ length: 0x100 }, (_, i) => 0xe_00_00 + i)];
    const missed = places
      .filter((code) => code !== 10 && (code < 0xd8_00 || code > 0xdf_ff))
      .map((code) => `pass${String.fromCodePoint(code)}word`)
      .filter((text) => plainText(text) !== text && finds('password', text) !== true);
    expect(missed).toEqual([]);
  });

  it('is not given where the text may be part of what masking writes', () => {
    for (const pattern of ['‹secret 3fa1›', 'secret', 'cret', 'fa1', 'ret 3f', 'ERROR|cre', '(?i)SECRET'])
      expect({ pattern, hint: hintOf(pattern) }).toEqual({ pattern, hint: undefined });
  });
});
