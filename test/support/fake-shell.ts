import { connect } from 'node:net';
import { PassThrough, type Duplex, type Readable, type Writable } from 'node:stream';
import { FerrymanError } from '../../src/errors.ts';
import { newPromise } from '../../src/ssh/limits.ts';
import { pipeThrough } from '../../src/ssh/pipe-through.ts';
import { quoteArgv } from '../../src/ssh/quote.ts';
import {
  runToEnd,
  streamOutput,
  type CommandEnd,
  type RunningCommand,
} from '../../src/ssh/running-command.ts';
import type { Command, Shell } from '../../src/ssh/shell.ts';

/** What a fake host says to a command. */
export interface FakeAnswer {
  readonly stdout?: string | Buffer;
  readonly stderr?: string;
  /** Default 0. */
  readonly code?: number;
  readonly signal?: string;
  /** It never ends by itself. */
  readonly hangs?: boolean;
  /** Milliseconds until it ends. */
  readonly afterMs?: number;
  /** The connection is lost instead of an end. */
  readonly lost?: boolean;
  /** Goes on from there by itself: reads what comes, writes what it likes, and ends with the end of `stdout`. */
  readonly talk?: (stdin: Readable, stdout: Writable) => void;
}

export interface FakeShellOptions {
  readonly label?: string;
  /** Nothing for a command that the host does not have (127). */
  readonly answer: (command: Command) => FakeAnswer | undefined;
  /** The unix sockets of the fake host: path there → path here. */
  readonly sockets?: Readonly<Record<string, string>>;
}

export interface FakeShell extends Shell {
  /** Every command that was asked for, in order. */
  readonly asked: readonly Command[];
  /** How many are running. */
  readonly running: () => number;
  readonly closed: () => boolean;
}

/** A host made of answers, under the same limits as a real one. */
export function fakeShell({ label = 'fake', answer, sockets = {} }: FakeShellOptions): FakeShell {
  const asked: Command[] = [];
  let running = 0;
  let closed = false;

  function startWith(command: Command): RunningCommand {
    const started = start(command);
    started.stdin.end(command.stdin ?? '');
    return started;
  }

  function start(command: Command): RunningCommand {
    quoteArgv(command.argv);
    asked.push(command);
    const said = answer(command) ?? { code: 127, stderr: `sh: ${command.argv[0]}: not found\n` };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdout.write(said.stdout ?? '');
    stderr.write(said.stderr ?? '');
    const ended = newPromise<CommandEnd>();
    running++;
    let over = false;
    const end = (how: CommandEnd | Error) => {
      if (over) return;
      over = true;
      running--;
      stdout.end();
      stderr.end();
      if (how instanceof Error) ended.reject(how);
      else ended.resolve(how);
    };
    const own = () =>
      end(
        said.lost ? lost(label) : { code: said.signal ? undefined : (said.code ?? 0), signal: said.signal },
      );
    if (said.talk) {
      said.talk(stdin, stdout);
      stdout.once('finish', own);
    } else {
      stdin.resume();
    }
    const timer = said.hangs || said.talk ? undefined : setTimeout(own, said.afterMs ?? 0);
    return {
      stdin,
      stdout,
      stderr,
      ended: ended.promise,
      kill() {
        clearTimeout(timer);
        end({ code: undefined, signal: 'SIGTERM' });
        return Promise.resolve('');
      },
    };
  }

  return {
    label,
    asked,
    running: () => running,
    closed: () => closed,
    run: (command, options) => runToEnd(async () => startWith(command), options),
    stream: (command, options) => streamOutput(async () => startWith(command), options),
    dial: (path) => dial(label, sockets[path] ?? path),
    pipe: async (command) => pipeThrough(start(command)),
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}

function dial(label: string, path: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (cause) =>
      reject(
        new FerrymanError('dial-refused', `${label} does not connect us to ${path}.`, 'Start it.', { cause }),
      ),
    );
  });
}

function lost(label: string): FerrymanError {
  return new FerrymanError('connection-lost', `The connection to ${label} was lost.`, 'Ask again.');
}
