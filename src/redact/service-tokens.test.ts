import { expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const mask = (text: string): string =>
  createRedactor()
    .redact(text)
    .replaceAll(/‹secret \w+›/g, '‹›');

/** Made up, and put together here so that no scanner takes this file for a leak. */
const sendGrid = ['SG', 'qP7zWm2hV9xK4tY8wB3nL6', 'sD1fG5hJ0vR7cE2aU4oI6pM8kQ3rTbXyZ5NfVdHgLjS'].join('.');
const digits = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

it('a key of SendGrid is masked, also where it is glued to a word', () => {
  expect(mask(`sent with ${sendGrid}.`)).toBe('sent with ‹›.');
  expect(mask(`not${sendGrid}\nsome${sendGrid}where`)).toBe('not‹›\nsome‹›where');
});

it('a key of 32 bytes in hexadecimal is masked where it is written as a number', () => {
  expect(mask(`wallet: 0x${digits}!`)).toBe('wallet: ‹›!');
  expect(mask(`0x${digits.toUpperCase()}`)).toBe('‹›');
});

it('an id that a vendor gives an application beside its key is masked', () => {
  expect(mask('const MessageBirdClientID = "7d3f1b2a-ABCD-4bcd-9bcd-1234567890AB"')).toBe(
    'const MessageBirdClientID = "‹›"',
  );
});

it.each([
  `container ${digits} exited`,
  `${digits.slice(0, 12)} shop-web`,
  `shop@sha256:${digits}`,
  `commit ${digits.slice(0, 40)}`,
  `goroutine 1 [running]: main.f(0xc000010000, 0x7f4c2b3d1e00)`,
  `PCR 7: 0x${'0'.repeat(64)}`,
  'request 7d3f1b2a-abcd-4bcd-9bcd-1234567890ab of 10.0.0.7',
])('%s is no secret', (text) => {
  expect(mask(text)).toBe(text);
});
