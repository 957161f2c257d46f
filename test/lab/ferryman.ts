import { fileURLToPath } from 'node:url';

import { run, type Result } from './process.ts';

const FERRYMAN = fileURLToPath(new URL('../../bin/ferryman.js', import.meta.url));

/** A process of its own, as a person or a script starts it; `stdin` is a pipe. */
export function ferryman(words: readonly string[], config: string, stdin = ''): Promise<Result> {
  return run([process.execPath, FERRYMAN, ...words, '--config', config], { stdin, timeoutMs: 400_000 });
}
