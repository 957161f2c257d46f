import { spawn } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { keep, must, run, until, type Result, type RunOptions } from '../process.ts';

/** A bare network namespace, gone with this process however it ends. */
export interface Namespace {
  readonly pid: number;
  /** Runs a program in it. */
  run(argv: readonly string[], options?: RunOptions): Promise<Result>;
  must(argv: readonly string[], options?: RunOptions): Promise<string>;
  /** A line for a shell that is there all the time: thousands of short programs are started by it. Answers what it prints. */
  line(command: string): Promise<string>;
  close(): Promise<void>;
}

export async function openNamespace(): Promise<Namespace> {
  const own = await readlink('/proc/self/ns/net');
  const held = keep(['unshare', '--net', 'sleep', 'infinity']);
  await until('a network namespace', 10_000, async () => {
    const its = await readlink(`/proc/${held.pid}/ns/net`).catch(() => own);
    return its === own ? undefined : its;
  });
  const inside = (argv: readonly string[]) => ['nsenter', '-t', String(held.pid), '-n', ...argv];
  const shell = openShell(held.pid);
  return {
    pid: held.pid,
    line: (command) => shell.line(command),
    run: (argv, options) => run(inside(argv), options),
    must: (argv, options) => must(inside(argv), options),
    async close() {
      shell.end();
      await held.end();
    },
  };
}

function openShell(pid: number): { line(command: string): Promise<string>; end(): void } {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'nsenter', '-t', String(pid), '-n', 'sh'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: ((text: string) => void)[] = [];
  let lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line !== END) {
      lines.push(line);
      return;
    }
    waiting.shift()?.(lines.join('\n'));
    lines = [];
  });
  return {
    line: (command) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${command}\necho '${END}'\n`);
      }),
    end: () => {
      child.kill('SIGKILL');
    },
  };
}

const END = '=== end of answer ===';
