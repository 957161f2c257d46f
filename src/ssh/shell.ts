import type { Duplex, Readable } from 'node:stream';

/**
 * Where commands run: a host over SSH, this machine (`local`), a recorded host (`replay`) or a test's fake. Everything
 * above this room sees only this interface. Expected outcomes are data; a rejected promise is a lost connection or a bug.
 */
export interface Shell {
  /** What a person calls it: `hz-shop (root@203.0.113.7)`. */
  readonly label: string;
  /** Runs to the end and returns everything, bounded in time and bytes. */
  run(command: Command, options?: RunOptions): Promise<CommandResult>;
  /** Runs and hands out its output as it comes. The command dies when the stream is destroyed. */
  stream(command: Command, options?: StreamOptions): Promise<CommandStream>;
  /** Connects to a unix socket on the host. Rejects with a `FerrymanError` (code `dial-refused`) where it cannot. */
  dial(socketPath: string): Promise<Duplex>;
  /** Runs a command as a two-way pipe (`docker system dial-stdio`): writes go to its stdin, reads come from its stdout. */
  pipe(command: Pick<Command, 'argv'>): Promise<Duplex>;
  /** Gives the connection back; it may stay open for the next job. Safe to call twice. */
  close(): Promise<void>;
}

export interface Command {
  /** Program and arguments. Never a shell line: no character of an argument has a meaning of its own. */
  readonly argv: readonly [string, ...string[]];
  /** Sent to standard input, which is then closed. Without it the command reads end-of-file. */
  readonly stdin?: string;
}

export interface RunOptions {
  /** Milliseconds until the command and its whole process group are killed on the host. Default 30,000. */
  readonly timeoutMs?: number;
  /** Milliseconds without a byte of output until the same happens. Default: none. */
  readonly idleMs?: number;
  /**
   * Bytes kept of each of stdout and stderr; what follows is dropped and `truncated` says so. A command that goes on to
   * print twice as much is killed (`signalled`). Default 16 MiB.
   */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /**
   * Hears of what may still run on the host when the caller is told that the command was stopped. Resolves to the ids of the processes that
   * nothing could end; empty where all have ended.
   */
  readonly onLeft?: (left: Promise<string>) => void;
}

export type StreamOptions = Pick<RunOptions, 'timeoutMs' | 'idleMs' | 'signal' | 'onLeft'>;

interface Output {
  /** UTF-8; a byte that is no UTF-8 becomes U+FFFD. */
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly durationMs: number;
}

export type CommandResult =
  | (Output & { readonly kind: 'exited'; readonly code: number })
  | (Output & { readonly kind: 'signalled'; readonly signal: string })
  | (Output & { readonly kind: 'timed-out'; readonly afterMs: number; readonly limit: 'total' | 'idle' })
  | (Output & { readonly kind: 'aborted' });

export interface CommandStream {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles once, after both streams have ended. */
  readonly done: Promise<{ code: number | undefined; signal: string | undefined; timedOut: boolean }>;
  destroy(): void;
}
