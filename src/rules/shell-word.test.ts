import { execFileSync } from 'node:child_process';
import { assert as hold, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { shellWord } from './shell-word.ts';

test('whatever a label holds, a shell takes it for one word without a line break', () => {
  hold(
    property(string({ unit: 'binary', minLength: 1, maxLength: 40 }), (name) => {
      const printed = execFileSync('sh', ['-c', `printf '%s' ${shellWord(name)}`], { encoding: 'utf8' });
      expect(printed).toBe(name.replaceAll(/\p{Cc}/gu, ' '));
    }),
    { numRuns: 60 },
  );
});

test('a plain name stays as it is', () => {
  expect(shellWord('shop_db-net.1')).toBe('shop_db-net.1');
});

test('a name that would be an option is quoted at least', () => {
  expect(shellWord('-rf; reboot')).toBe("'-rf; reboot'");
});
