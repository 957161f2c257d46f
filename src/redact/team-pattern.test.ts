import { describe, expect, it } from 'vitest';
import { fixedText } from './fixed-text.ts';
import { createRedactor } from './redactor.ts';
import { troubleWith } from './team-pattern.ts';

describe('a pattern of the team', () => {
  it('is masked and counted under its name', () => {
    const redactor = createRedactor({ patterns: [{ name: 'ticket', pattern: 'SHOP-[0-9]{4}' }] });
    expect(redactor.redact('see SHOP-1234, not shop-keeper')).toMatch(
      /^see ‹secret \w{4}›, not shop-keeper$/,
    );
    expect(redactor.counts()).toEqual({ ticket: 1 });
  });

  it('masks only its group `secret`, wherever its hint stands', () => {
    const pattern = String.raw`card (?P<secret>\d{4}-\d{4}) of \w+`;
    const redactor = createRedactor({ patterns: [{ name: 'card', pattern }] });
    expect(redactor.redact('card 1111-2222 of Li, card 3333-4444 of Wang')).toMatch(
      /^card ‹secret \w+› of Li, card ‹secret \w+› of Wang$/,
    );
  });

  it('may begin before its hint, and leaves what stands before it to the other rules', () => {
    const redactor = createRedactor({ patterns: [{ name: 'badge', pattern: String.raw`\d+@badge` }] });
    const masked = redactor.redact('password=hV7qPz2Wm9 by 4711@badge and 4712@badge');
    expect(masked).toMatch(/^password=‹secret \w+› by ‹secret \w+› and ‹secret \w+›$/);
  });

  it('takes hints where it has alternatives', () => {
    const patterns = [{ name: 'id', pattern: '(?:CUST|ACCT)[0-9]{6}', hints: ['cust', 'acct'] }];
    expect(createRedactor({ patterns }).redact('CUST123456 ACCT123456')).toMatch(/^(?:‹secret \w+› ?){2}$/);
  });

  it.each([
    ['SHOP-(', 'is no regular expression'],
    ['(?<=SHOP-)[0-9]+', 'looks ahead or behind'],
    [String.raw`SHOP-(\d)\1`, 'refers back'],
    ['(?:SHOP)?', 'matches nothing at all'],
    ['[0-9]{16}', 'has no fixed text'],
    ['CUST|ACCT', 'has no fixed text'],
    [`SHOP-${'[a-z]{900}'.repeat(6)}`, 'repeats too much'],
    [`SHOP-${'x'.repeat(600)}`, 'is longer than 500 characters'],
  ])('%s is refused, because it %s', (pattern, says) => {
    expect(troubleWith({ name: 'mine', pattern })).toContain(says);
    expect(() => createRedactor({ patterns: [{ name: 'mine', pattern }] })).toThrow('mine');
  });

  it.each(['(a+)+b-SHOP', '(?:a|a)*b-SHOP', '(?:a*)*-SHOP'])('%s reads a megabyte once', (pattern) => {
    const redactor = createRedactor({ patterns: [{ name: 'mine', pattern }] });
    const text = 'aaaaaaaaaaaaaaab-SHO-SHO'.repeat(40_000);
    expect(redactor.redact(text)).toBe(text);
    expect(redactor.redact('-SHOP'.repeat(100_000)).length).toBeGreaterThan(0);
  });
});

it.each([
  ['SHOP-[0-9]{8}', 'SHOP-'],
  ['(?i)shop-keeper', 'shop-keeper'],
  [String.raw`\btok\.v1\.\w+`, 'tok.v1.'],
  ['abcx?def', 'abc'],
  ['abcx+def', 'abcx'],
  ['abcx{0,3}defg', 'defg'],
  ['[]abc]xyz', 'xyz'],
  ['(abc)(def)', undefined],
  ['abc|def', undefined],
  ['', undefined],
])('every match of %s holds %s', (pattern, text) => {
  expect(fixedText(pattern)).toBe(text);
});
