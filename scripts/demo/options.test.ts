import { describe, expect, it } from 'vitest';
import { demoOptions } from './options.ts';

describe('npm run demo', () => {
  it.each(['--help', '-h'])('says what it does, and does nothing, with %s', (flag) => {
    expect(demoOptions([flag])).toMatchObject({
      kind: 'said',
      code: 0,
      text: expect.stringContaining('--once'),
    });
  });

  it('stays for the reader unless it is told to end', () => {
    expect(demoOptions([])).toEqual({ kind: 'run', once: false });
    expect(demoOptions(['--once'])).toEqual({ kind: 'run', once: true });
  });

  it.each(['--onec', 'hz-shop'])(
    'refuses %s, which it does not know, with a way to find out more',
    (word) => {
      const refused = demoOptions([word]);
      expect(refused).toMatchObject({ kind: 'said', code: 2 });
      expect(refused).toHaveProperty(
        'text',
        expect.stringMatching(new RegExp(`'${word}'.*\\.\\nSee: npm run demo -- --help$`)),
      );
    },
  );
});
