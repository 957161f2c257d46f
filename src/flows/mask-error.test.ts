import { expect, test } from 'vitest';
import { FerrymanError } from '../errors.ts';
import { createRedactor } from '../redact/redactor.ts';
import { list, say, sentences } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import { maskError, maskText } from './mask-error.ts';

const secret = 'hV7qPz2Wm9';
const said = `dial 10.0.0.7:5432: password=${secret}`;
const redactor = createRedactor();

test('what an error says, its next step and its causes lose their secrets and nothing else', () => {
  const cause = new Error(said, { cause: said });
  const masked = maskError(new FerrymanError('container-gone', said, said, { cause }), redactor);
  expect(masked).toBeInstanceOf(FerrymanError);
  expect(masked).toMatchObject({
    code: 'container-gone',
    message: expect.stringMatching(/^dial 10\.0\.0\.7:5432: password=‹secret \w+›$/),
    next: expect.not.stringContaining(secret),
    cause: { message: expect.not.stringContaining(secret), cause: expect.not.stringContaining(secret) },
  });
  expect(maskError(cause, redactor)).toMatchObject({ message: expect.not.stringContaining(secret) });
});

test('an error that holds none is left as it is', () => {
  const error = new FerrymanError('no-route', 'No route to 10.0.0.7.', 'Look at its table of routes.');
  expect(maskError(error, redactor)).toBe(error);
  expect(maskError(undefined, redactor)).toBeUndefined();
});

test.each([
  ['a value', say`Docker stopped reading the log: ${said}`],
  [
    'a value of a sentence within it',
    sentences(say`Why: ${say`${'docker ps'} ended with ${1} (${said})`}.`, 'b'),
  ],
  ['a name among several', list(['web', said], 'and')],
])('a secret in %s is masked in every language, and the sentence keeps its own', (_, text) => {
  const masked = maskText(text, redactor);
  expect(tell(masked, 'en')).not.toContain(secret);
  const chinese = tell(masked, 'zh-CN');
  expect(chinese).not.toContain(secret);
  expect(chinese).toMatch(/\p{Script=Han}/u);
});

test('what only the whole sentence gives away is masked too', () => {
  const masked = maskText(sentences('--password', secret), redactor);
  expect(tell(masked, 'en')).not.toContain(secret);
  expect(tell(masked, 'zh-CN')).not.toContain(secret);
});

test('a sentence without a secret is the very same', () => {
  const text = say`Why: ${'10.0.0.7 refuses'}.`;
  expect(maskText(text, redactor)).toBe(text);
});
