import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { askBindSources, bindSources } from './bind-sources.ts';

const parse = (stdout: string) => bindSources.parse({ stdout, stderr: '', code: 0, argv: [] });

test('what the script prints on a real file system is read back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman bind-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'empty'), { mode: 0o750 });
  mkdirSync(join(folder, 'full of'));
  writeFileSync(join(folder, 'full of', 'app.conf'), '');
  const paths = ['empty', 'full of', 'full of/app.conf', 'gone'].map((name) => join(folder, name));
  const [program, ...args] = askBindSources(paths);
  const parsed = parse(execFileSync(program, args, { encoding: 'utf8' }));
  expect(parsed).toMatchObject({
    kind: 'value',
    unread: [],
    value: [
      { path: paths[0], kind: 'directory', empty: true, mode: '750', uid: process.getuid?.() },
      { path: paths[1], kind: 'directory', empty: false },
      { path: paths[2], kind: 'file' },
      { path: paths[3], kind: 'missing' },
    ],
  });
});

test('times and labels are left out where they are not known', () => {
  expect(parse('directory empty 0 0 755 ? 1542856504 - /srv/shop/conf\n')).toMatchObject({
    value: [{ path: '/srv/shop/conf', changedAt: 1_542_856_504 }],
  });
  expect(parse('file - 0 0 644 0 1542856504 unconfined_u:object_r:user_home_t:s0 /srv/a\n')).toMatchObject({
    value: [{ label: 'unconfined_u:object_r:user_home_t:s0' }],
  });
});

test('a line of another form is kept', () => {
  expect(parse('sh: stat: not found\n')).toMatchObject({ unread: ['sh: stat: not found'] });
});
