import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ferryman-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const program = `
  import { localShell } from './src/ssh/local-shell.ts';
  const { stdout } = await localShell().run({ argv: ['bash', '-c', 'echo done'] }, { timeoutMs: 5_000 });
  process.stdout.write(stdout);
`;

test('what people have set up for their own shells takes no part in a command', () => {
  writeFileSync(join(home, '.bashrc'), 'echo set up\n');
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    env: { ...process.env, HOME: home },
    encoding: 'utf8',
  });
  expect(stdout).toBe('done\n');
});
