import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs?: number;
}

/** Runs a program to its end; a non-zero exit is a result, not an exception. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Result> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      rest,
      { maxBuffer: 64 * 1024 * 1024, timeout: options.timeoutMs ?? 60_000, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error?.killed) return reject(new Error(`${argv.join(' ')} was still running after its time-out`));
        if (error && typeof error.code !== 'number') return reject(error);
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
    // A program that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin ?? '');
  });
}

/** Runs a program that must succeed and answers its standard output. */
export async function must(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(argv, options);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${(stderr || stdout).trim()}`);
  return stdout;
}

export interface Kept {
  readonly pid: number;
  output(): string;
  /** Kills it and everything it holds alive, and waits until it is gone. */
  end(): Promise<void>;
}

/** Starts a program that lives until `end`, or until this process dies, however it dies: the kernel sees to it. */
export function keep(argv: readonly string[]): Kept {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C is for this process, which then closes things in order.
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`cannot start ${argv.join(' ')}`);
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid,
    output: () => output,
    async end() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

export async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
}

/** Looks again until `look` answers something; the last thing to say when it never does. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
