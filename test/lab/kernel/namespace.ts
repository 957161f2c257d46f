import { readlink } from 'node:fs/promises';

import { keep, must, run, until, type Result, type RunOptions } from '../process.ts';

/** A bare network namespace, gone with this process however it ends. */
export interface Namespace {
  readonly pid: number;
  /** Runs a program in it. */
  run(argv: readonly string[], options?: RunOptions): Promise<Result>;
  must(argv: readonly string[], options?: RunOptions): Promise<string>;
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
  return {
    pid: held.pid,
    run: (argv, options) => run(inside(argv), options),
    must: (argv, options) => must(inside(argv), options),
    close: () => held.end(),
  };
}
