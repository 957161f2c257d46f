import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import type { Duplex, Readable, Writable } from 'node:stream';
import { FerrymanError } from '../errors.ts';
import { say } from '../text/say.ts';
import { boundedOutput } from './bounded-output.ts';
import { KILL_TREE } from './kill-tree.ts';
import { newPromise } from './limits.ts';
import { quoteArgv } from './quote.ts';
import { pipeThrough } from './pipe-through.ts';
import { runToEnd, streamOutput, type CommandEnd, type RunningCommand } from './running-command.ts';
import { HOST_PATH } from './script.ts';
import type { Command, Shell } from './shell.ts';

/**
 * Nothing of Ferryman's own environment, which holds secrets, reaches a command. Bash whose input is a socket takes itself for one that rshd
 * began, and at a level below 2 runs ~/.bashrc first, which may take long, print, or never end.
 */
const ENVIRONMENT = { PATH: HOST_PATH, LC_ALL: 'C', HOME: homedir(), SHLVL: '1' };

/** This machine, as a host. Commands run as the user of this process. */
export function localShell(): Shell {
  return {
    label: 'this machine',
    run: (command, options) => runToEnd(async () => startWith(command), options),
    stream: (command, options) => streamOutput(async () => startWith(command), options),
    dial: dialLocally,
    pipe: async ({ argv }) => pipeThrough(start(argv)),
    close: () => Promise.resolve(),
  };
}

function startWith({ argv, stdin = '' }: Command): RunningCommand {
  const command = start(argv);
  command.stdin.end(stdin);
  return command;
}

function start(argv: Command['argv']): RunningCommand {
  // For the NUL check; nothing is run through a shell here.
  quoteArgv(argv);
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    detached: true,
    env: ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command need not read what it is given.
  child.stdin.on('error', () => {});
  // Until then the id cannot belong to another process.
  let over = false;
  child.on('close', () => {
    over = true;
  });
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: endOf(child, program),
    kill: () => (over ? Promise.resolve('') : killTree(child.pid)),
  };
}

function endOf(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  program: string,
): Promise<CommandEnd> {
  const { promise, resolve } = newPromise<CommandEnd>();
  let failed: NodeJS.ErrnoException | undefined;
  child.on('error', (error) => {
    failed = error;
    // What a shell says in this place.
    child.stderr.emit('data', Buffer.from(`sh: ${program}: ${wordsFor(error)}\n`));
  });
  child.on('close', (code, signal) => {
    if (failed) resolve({ code: failed.code === 'ENOENT' ? 127 : 126, signal: undefined });
    else resolve({ code: code ?? undefined, signal: signal ?? undefined });
  });
  return promise;
}

function wordsFor(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'not found';
  if (error.code === 'EACCES') return 'Permission denied';
  return error.code === 'E2BIG' ? 'Argument list too long' : error.message;
}

function killTree(pid: number | undefined): Promise<string> {
  if (pid === undefined) return Promise.resolve('');
  return new Promise((resolve) => {
    const killer = spawn('sh', ['-c', KILL_TREE, 'sh', String(pid)], {
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const alive = boundedOutput(4096);
    killer.stdout.on('data', alive.add);
    killer.on('error', () => resolve(String(pid)));
    killer.on('close', () => resolve(alive.text().trim()));
  });
}

function dialLocally(socketPath: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const refused = (cause: NodeJS.ErrnoException) =>
      reject(
        new FerrymanError(
          'dial-refused',
          say`${socketPath} on this machine cannot be connected to: ${cause.code ?? cause.message}.`,
          say`Look whether it exists and who may open it: ls -l ${socketPath}`,
          { cause },
        ),
      );
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.off('error', refused);
      resolve(socket);
    });
  });
}
