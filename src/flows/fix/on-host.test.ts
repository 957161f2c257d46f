import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { STORE } from './on-host.ts';

function stored(base: string, bytes: number) {
  const script = STORE.replaceAll('/var/lib/ferryman', base);
  const folder = join(base, 'changes/abcdefgh12');
  const words = ['-c', script, 'store', folder, 'change.sh', String(bytes)];
  const { status, stdout } = spawnSync('sh', words, { input: 'exit 0\n', encoding: 'utf8' });
  return { status, stdout, folder };
}

const newBase = () => join(mkdtempSync(join(tmpdir(), 'ferryman-store-')), 'ferryman');

it('puts a file on the host as a whole, or not at all', () => {
  const { status, folder } = stored(newBase(), 7);
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'change.sh'), 'utf8')).toBe('exit 0\n');
  const cut = stored(newBase(), 8);
  expect(cut.status).not.toBe(0);
  expect(() => readFileSync(join(cut.folder, 'change.sh'))).toThrow('ENOENT');
});

it.skipIf(process.getuid?.() !== 0)('puts nothing that root runs into a folder of somebody else', () => {
  const base = newBase();
  mkdirSync(base);
  chownSync(base, 1000, 1000);
  expect(stored(base, 7)).toMatchObject({ status: 1, stdout: expect.stringContaining("is somebody else's") });
});
