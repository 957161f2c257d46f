import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from './host.ts';
import { findHost, lookUpHost, nearMatches } from './inventory.ts';
import { matchesPattern } from './path-glob.ts';

const host = (name: string): Host => ({
  name,
  via: { kind: 'local' },
  tags: [],
  needs: [],
  source: 'ferryman.yaml:1',
});
const inventory = {
  hosts: ['hz-shop', 'hz-shop-2', 'sg-shop', 'bastion', 'db1'].map(host),
  refused: [{ name: 'old', because: 'its ProxyCommand is not run', source: '~/.ssh/config:3' }],
};

describe('the inventory', () => {
  it('finds a host by its exact name only', () => {
    expect(findHost(inventory, 'hz-shop').name).toBe('hz-shop');
    expect(lookUpHost(inventory, 'HZ-SHOP')).toMatchObject({ kind: 'unknown' });
    expect(lookUpHost(inventory, '127.0.0.1')).toEqual({ kind: 'unknown', near: [] });
  });

  it('says why an imported entry cannot be used', () => {
    expect(() => findHost(inventory, 'old')).toThrow(
      'old (~/.ssh/config:3) cannot be used: its ProxyCommand is not run.',
    );
  });

  it.each([
    ['hz-shp', ['hz-shop']],
    ['zh-shop', ['hz-shop', 'sg-shop']],
    ['shop', ['hz-shop', 'hz-shop-2', 'sg-shop']],
    ['Bastian', ['bastion']],
    ['db', ['db1']],
    ['me', []],
    ['nothing-like-it', []],
  ])('guesses what %s was meant to be', (typed, near) => {
    expect(
      nearMatches(
        typed,
        inventory.hosts.map(({ name }) => name),
      ),
    ).toEqual(near);
  });

  it('never takes for a name what a program could take for an option, a path or a command', () => {
    const special = fc.constantFrom(
      '-',
      '/',
      ' ',
      ';',
      '$',
      '`',
      '|',
      '&',
      '\n',
      '\0',
      "'",
      '"',
      '@',
      ':',
      '<',
      '>',
      '*',
    );
    fc.assert(
      fc.property(fc.string(), special, fc.string(), (before, odd, after) => {
        const name = odd === '-' ? odd + after : before + odd + after;
        expect(lookUpHost({ hosts: [host(name)], refused: [] }, name).kind).toBe('bad-name');
      }),
    );
  });
});

describe('a pattern of OpenSSH', () => {
  it('means what the same regular expression means', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, patterns, (text, pattern) => {
        const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesPattern(text, pattern)).toBe(new RegExp(`^${expression}$`).test(text));
      }),
    );
  });
});
