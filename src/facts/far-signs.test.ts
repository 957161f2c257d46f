import { expect, test } from 'vitest';

import { localShell } from '../ssh/local-shell.ts';
import { askFarSigns, farSigns } from './far-signs.ts';

const parse = (stdout: string) => farSigns.parse({ stdout, stderr: '', code: 0, argv: [] });

test('each sign is told with the address that gave it, and what is none is kept', () => {
  expect(parse('10.44.0.9 echo\n10.44.0.9 refused\nbash: oops\n')).toEqual({
    kind: 'value',
    value: [
      { address: '10.44.0.9', sign: 'echo' },
      { address: '10.44.0.9', sign: 'refused' },
    ],
    unread: ['bash: oops'],
  });
});

test('a real sh hears a machine that is there refuse', async () => {
  const result = await localShell().run({ argv: askFarSigns(['127.0.0.1']) }, { timeoutMs: 5_000 });
  expect(result).toMatchObject({ kind: 'exited', code: 0 });
  expect(result.stdout).toContain('127.0.0.1 refused');
});

test('nothing that a shell would act on is passed to it', () => {
  expect(askFarSigns(['10.0.0.1', '$(reboot)', '-f', '::1']).slice(4)).toEqual(['10.0.0.1']);
});
