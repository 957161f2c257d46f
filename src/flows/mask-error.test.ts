import { expect, test } from 'vitest';
import { FerrymanError } from '../errors.ts';
import { createRedactor } from '../redact/redactor.ts';
import { maskError } from './mask-error.ts';

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
