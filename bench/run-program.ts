import { spawn } from 'node:child_process';

/** Runs another tool to its end with the given input and throws away what it prints; a failure is an error. */
export function runProgram(
  argv: readonly string[],
  stdin = '',
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let tail = '';
  child.stdout.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString('latin1')).slice(-2_000)));
  child.stderr.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString('latin1')).slice(-2_000)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${argv.join(' ')} ended with ${code}: ${tail.trim()}`));
    });
  });
}
