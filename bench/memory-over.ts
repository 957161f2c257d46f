import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const Memory = z.object({ first: z.number(), highest: z.number() });

/**
 * Resident memory, in MB, of a program of this folder that reads so many megabytes of log, in a process of its own: after the
 * first ten megabytes, and at its highest.
 */
export async function memoryOver(program: string, megabytes: number): Promise<z.infer<typeof Memory>> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    path,
    String(megabytes),
  ]);
  return Memory.parse(JSON.parse(stdout));
}
