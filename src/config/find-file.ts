import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FerrymanError } from '../errors.ts';
import type { Environment } from './environment.ts';

/** `--config`, then FERRYMAN_CONFIG, then ./ferryman.yaml. A file that was named has to be there. */
export function findConfigFile(file: string | undefined, { env, cwd }: Environment): string | undefined {
  const named = file ?? (env['FERRYMAN_CONFIG'] || undefined);
  if (named === undefined) {
    const usual = join(cwd, 'ferryman.yaml');
    return existsSync(usual) ? usual : undefined;
  }
  const path = resolve(cwd, named);
  if (existsSync(path)) return path;
  const who = file === undefined ? 'FERRYMAN_CONFIG' : '--config';
  throw new FerrymanError(
    'config-missing',
    `${who} names ${named}, and there is no such file.`,
    'Correct the path.',
  );
}

export function noConfigFile(): FerrymanError {
  return new FerrymanError(
    'config-missing',
    'There is no ferryman.yaml here, and neither --config nor FERRYMAN_CONFIG names one.',
    'Copy ferryman.example.yaml to ferryman.yaml and write your hosts into it.',
  );
}
