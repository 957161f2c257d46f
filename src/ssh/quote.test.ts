import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FerrymanError } from '../errors.ts';
import { isPlain, octalEscape, quoteArgv, quoteWord } from './quote.ts';

const shells = [['sh'], ['dash'], ['bash'], ['busybox', 'sh']].filter(
  ([program = '']) => spawnSync(program, ['-c', 'true'], { stdio: 'ignore' }).error === undefined,
);

/** Everything a shell could give a meaning to, and plain text between. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...Array.from('\'"`$\\!*?[]{}()<>|&;#~=%^-\n\r\t \u00e9中😀ab')) }),
  fc.constantFrom(
    '',
    "'",
    "''",
    '-n',
    '$(id)',
    '`id`',
    '\\',
    '\\\\',
    '!!',
    '\n',
    'a\n',
    '\n\n',
    '~',
    '*',
    '\u0001',
  ),
);
// A lone surrogate or a NUL cannot reach any program; argv is UTF-8 on the wire.
const argument = nasty.map((text) => Buffer.from(text.replaceAll('\0', '')).toString());

function wordsSeenBy(shell: readonly string[], script: string): string[] {
  const [program = 'sh', ...before] = shell;
  const run = spawnSync(program, [...before, '-s'], { input: script, encoding: null });
  expect(run.stderr.toString()).toBe('');
  return run.stdout.toString().split('\0').slice(0, -1);
}

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))('quoting for $name', ({ shell }) => {
  it('hands every argument through unchanged', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 20, maxLength: 120 }), (argv) => {
        expect(wordsSeenBy(shell, `printf '%s\\0' ${quoteArgv(argv)}\n`)).toEqual(argv);
      }),
      { numRuns: 25 },
    );
  });

  it('hands escaped text through `printf %b` unchanged', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 20, maxLength: 60 }), (texts) => {
        const script = texts
          .map(
            (text) =>
              `eval "set -- $(printf %b ${quoteWord(octalEscape(quoteWord(text)))})"; printf '%s\\0' "$1"`,
          )
          .join('\n');
        expect(wordsSeenBy(shell, `${script}\n`)).toEqual(texts);
      }),
      { numRuns: 10 },
    );
  });
});

const loginShells = ['bash', 'dash', 'csh', 'tcsh', 'fish', 'zsh', 'mksh'].filter(
  (program) => spawnSync(program, ['-c', 'true'], { stdio: 'ignore' }).error === undefined,
);

it.each(loginShells)('a plain word in single quotes means the same to %s', (program) => {
  const words = [];
  for (let code = 0x20; code < 0x7f; code++) {
    const word = `a${String.fromCharCode(code)}b${String.fromCharCode(code)}`;
    if (isPlain(word)) words.push(word);
  }
  const line = `printf %s,%s: ${words.map((word) => `'${word}' x`).join(' ')}`;
  const run = spawnSync(program, ['-c', line], { encoding: 'utf8' });
  expect(run.stdout).toBe(words.map((word) => `${word},x:`).join(''));
});

it('refuses a NUL, which would cut the argument short', () => {
  expect(() => quoteArgv(['a\0b'])).toThrow(FerrymanError);
});
