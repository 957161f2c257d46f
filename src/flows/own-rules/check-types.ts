import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { rulesApi } from './import-rule.ts';

export type TypeCheck =
  | { readonly kind: 'checked'; readonly mistakes: readonly string[] }
  /** An image holds neither the compiler nor the sources to check against. */
  | { readonly kind: 'not-checked'; readonly because: string };

/** Compiles the files against Ferryman's own types, as strictly as Ferryman itself; nothing is written. */
export async function checkTypes(files: readonly string[]): Promise<TypeCheck> {
  const checkout = fileURLToPath(new URL('../../..', import.meta.url));
  const compiler = join(checkout, 'node_modules/.bin/tsc');
  if (!existsSync(compiler) || !rulesApi().endsWith('.ts')) {
    return { kind: 'not-checked', because: 'TypeScript is not installed here; run it in a checkout' };
  }
  if (files.length === 0) return { kind: 'checked', mistakes: [] };
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-rules-'));
  try {
    const config = {
      extends: join(checkout, 'tsconfig.json'),
      compilerOptions: {
        // The folder of a team need not be a package.
        module: 'preserve',
        paths: { 'ferryman/rules': [rulesApi()] },
        typeRoots: [join(checkout, 'node_modules/@types')],
      },
      include: [],
      files,
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await promisify(execFile)(compiler, ['--noEmit', '--pretty', 'false', '-p', folder], { cwd: '/' });
    return { kind: 'checked', mistakes: [] };
  } catch (error) {
    const stdout =
      typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
    const mistakes = stdout
      .split('\n')
      .filter((line) => line.includes('error TS'))
      .map((line) => `/${line}`);
    return { kind: 'checked', mistakes: mistakes.length > 0 ? mistakes : [String(error)] };
  } finally {
    await rm(folder, { recursive: true });
  }
}
