import { expect, test } from 'vitest';
import { list, say, sentences, together, verbatim, withValues } from './say.ts';
import { tell } from './tell.ts';

test('a sentence is told in English as it is written, and in Chinese as the catalogue has it', () => {
  const said = say`${'hz-shop'} is healthy`;
  expect(tell(said, 'en')).toBe('hz-shop is healthy');
  expect(tell(said, 'zh-CN')).toBe('hz-shop 正常');
});

test('sentences within a sentence are told in the same language', () => {
  const said = say`${say`${'hz-shop'} is healthy`}: ${say`proven`}`;
  expect(tell(said, 'en')).toBe('hz-shop is healthy: proven');
  expect(tell(said, 'zh-CN')).toBe('hz-shop 正常：已证实');
});

test('what a catalogue lacks is told in English rather than not at all', () => {
  expect(tell(say`nobody translated ${1} of these`, 'zh-CN')).toBe('nobody translated 1 of these');
});

test('values are not taken for templates, tags or messages', () => {
  const nasty = "{0} '{' <b> {1, select, other {x}} $t(a)";
  for (const language of ['en', 'zh-CN'] as const) {
    expect(tell(say`${nasty} is healthy`, language)).toContain(nasty);
    expect(tell(verbatim(nasty), language)).toBe(nasty);
  }
});

test.each([
  ['en', 'list', 'a, b, c'],
  ['zh-CN', 'list', 'a、b、c'],
  ['en', 'and', 'a, b and c'],
  ['zh-CN', 'and', 'a、b 和 c'],
  ['en', 'or', 'a, b or c'],
  ['zh-CN', 'or', 'a、b 或 c'],
  ['en', 'clauses', 'a; b; c'],
  ['zh-CN', 'clauses', 'a；b；c'],
] as const)('in %s, several with %s are "%s"', (language, glue, text) => {
  expect(tell(list(['a', 'b', 'c'], glue), language)).toBe(text);
});

test.each([
  [say`${say`container ${'topapi'}`} is healthy`, '容器 topapi 正常'],
  [say`${'topapi（10.0.0.2）'} is healthy`, 'topapi（10.0.0.2）正常'],
  [say`${'容器'} is healthy`, '容器正常'],
  [say`Docker's bridge ${'docker0'} covers ${'rds'}`, 'Docker 网桥 docker0 的网段覆盖了 rds'],
  [
    say`Docker's bridge ${'docker0'} covers ${say`the gateway ${'10.0.0.1'}`}`,
    'Docker 网桥 docker0 的网段覆盖了网关 10.0.0.1',
  ],
  [say`not four words: ${'a b 中 文  c'}`, '不是四个词：a b 中 文  c'],
])('a value stands in Chinese as its script asks for, and is not changed itself', (said, text) => {
  expect(tell(said, 'zh-CN')).toBe(text);
});

test('what is absent or empty leaves no space behind', () => {
  expect(tell(sentences('a.', undefined, false, '', 'b.'), 'en')).toBe('a. b.');
  expect(tell(sentences('甲。', '乙。'), 'zh-CN')).toBe('甲。乙。');
  expect(tell(together('a', undefined, '!'), 'en')).toBe('a!');
});

test('a sentence that nobody told is never shown as an object', () => {
  expect(() => String(say`hidden`)).toThrow('not told in any language yet: hidden');
});

test('values can be changed wherever they stand, and numbers and words stay', () => {
  const said = say`${'secret'} of ${list(['secret', say`${'secret'}, ${3}`])}`;
  expect(
    tell(
      withValues(said, () => '***'),
      'en',
    ),
  ).toBe('*** of ***, ***, 3');
});
