import { expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

/** Text that a rule begins to read again and again. Anything worse than linear does not end within the test's time-out. */
const repeated = [
  'auth:',
  'auth="',
  '令牌:',
  'pass = ',
  'password="\\',
  '-----BEGIN PRIVATE KEY-----\n aaaa aaaa',
  '-----END PRIVATE KEY-----\n',
  '://a:',
  'mysql a ',
  'curl -u a ',
  'cookie: a=b; ',
  'authorization: a=" ',
  ' eyJaaaaaaaa.',
  'a@tcp(',
  '&code=',
  ' sk-aaaaaaaaaaaa',
  '$6$',
  'token, "value',
  '{"password":',
  '<password>',
  'password: |\n ',
  'hooks.slack.com/services/',
];

it.each(repeated)('a megabyte of %j is read once', (piece) => {
  const text = piece.repeat(1_000_000 / piece.length);
  expect(createRedactor().redact(text).length).toBeGreaterThan(0);
});

it.each(['}', '\\', ' ', 'a,', 'a ', '"'])('a value of a megabyte of %j is read once', (piece) => {
  const text = `password=x7${piece.repeat(1_000_000 / piece.length)}`;
  expect(createRedactor().redact(text)).toMatch(/^password=‹secret \w{4}›/);
});
