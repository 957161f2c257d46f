import { PassThrough, type Readable, type Writable } from 'node:stream';
import { boundedOutput } from './bounded-output.ts';
import { DEFAULT_MAX_BYTES, watchLimits, type Limits, type Stop } from './limits.ts';
import type { CommandResult, CommandStream, RunOptions, StreamOptions } from './shell.ts';

/** A command that has been started somewhere. What runs it differs; its limits and its end are the same everywhere. */
export interface RunningCommand {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** After both streams have ended. Rejects where the connection is lost. */
  readonly ended: Promise<CommandEnd>;
  /**
   * Kills the command and all that it started, if it hasn't ended. Resolves when that was tried, to the ids of the
   * processes that live all the same; never rejects.
   */
  kill(): Promise<string>;
}

export interface CommandEnd {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export type Start = () => Promise<RunningCommand>;

/** How long the streams may take to end once the command has been killed. */
const AFTERMATH_MS = 2_000;

/** `Shell.run` for whatever can start a command. The limits hold from here, so waiting for a start counts. */
export async function runToEnd(start: Start, options: RunOptions = {}): Promise<CommandResult> {
  const begun = performance.now();
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const stdout = boundedOutput(maxBytes);
  const stderr = boundedOutput(maxBytes);
  const output = () => ({
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.seen() > maxBytes || stderr.seen() > maxBytes,
    durationMs: Math.round(performance.now() - begun),
  });

  if (options.signal?.aborted) return { kind: 'aborted', ...output() };
  const limits = watchLimits(options);
  try {
    const command = await startWithin(limits, start, options);
    if ('kind' in command) return { ...stopped(command), ...output() };
    for (const [stream, kept] of [
      [command.stdout, stdout],
      [command.stderr, stderr],
    ] as const) {
      stream.on('data', (chunk: Buffer) => {
        limits.touch();
        kept.add(chunk);
        // Reading on keeps the exit code of a chatty command; a flood is not worth the host's time.
        if (kept.seen() > 2 * maxBytes) limits.stop({ kind: 'flooded' });
      });
    }
    const end = await Promise.race([command.ended, limits.reached]);
    if (!('kind' in end)) return { ...ending(end), ...output() };
    const aftermath = await killAndWait(command, end);
    if (aftermath.alive !== '') {
      options.onLeft?.(Promise.resolve(aftermath.alive));
      stderr.add(Buffer.from(`ferryman: could not be stopped on the host: ${aftermath.alive}\n`));
    }
    return { ...stopped(end, aftermath.end?.signal), ...output() };
  } finally {
    limits.release();
  }
}

/**
 * `Shell.stream` for whatever can start a command. `done` waits for streams that somebody reads; a lost connection
 * rejects it and ends both streams.
 */
export async function streamOutput(start: Start, options: StreamOptions = {}): Promise<CommandStream> {
  const limits = watchLimits(options);
  let why: Stop | undefined;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const handed = [stdout, stderr];
  const destroy = () => {
    for (const stream of handed) stream.destroy();
    limits.stop({ kind: 'aborted' });
  };

  let ended: Promise<CommandEnd>;
  try {
    const command = await startWithin(limits, start, options);
    if ('kind' in command) {
      why = command;
      ended = Promise.resolve(UNKNOWN_END);
    } else {
      pass(command.stdout, stdout, limits);
      pass(command.stderr, stderr, limits);
      const killed = limits.reached.then((stop) => {
        why = stop;
        return killAndWait(command, stop);
      });
      void tellLeft(killed, options);
      ended = Promise.race([command.ended, killed.then(({ end }) => end ?? UNKNOWN_END)]);
    }
  } catch (error) {
    limits.release();
    throw error;
  }

  const done = ended
    .then(async (end) => {
      for (const stream of handed) stream.end();
      await Promise.all(handed.map(whenOver));
      return { code: end.code, signal: end.signal, timedOut: why?.kind === 'timed-out' };
    })
    .finally(() => {
      limits.release();
      for (const stream of handed) if (!isRead(stream)) stream.destroy();
    });
  // Who only reads the streams must not crash of a lost connection; who awaits `done` still gets it.
  done.catch(() => {
    for (const stream of handed) stream.end();
  });
  return { stdout, stderr, done, destroy };
}

const UNKNOWN_END: CommandEnd = { code: undefined, signal: undefined };

function pass(source: Readable, handed: PassThrough, limits: Limits): void {
  source.on('data', limits.touch);
  source.pipe(handed);
  handed.on('close', () => {
    if (handed.writableFinished) return;
    source.unpipe(handed).resume();
    limits.stop({ kind: 'aborted' });
  });
}

async function startWithin(
  limits: Limits,
  start: Start,
  { onLeft }: Pick<RunOptions, 'onLeft'>,
): Promise<RunningCommand | Stop> {
  const starting = start();
  const first = await Promise.race([starting, limits.reached]);
  limits.touch();
  if ('kind' in first) {
    // It may still start; then who asked for it does not wait.
    const left = starting.then(abandon, () => '');
    onLeft?.(left);
  }
  return first;
}

function abandon(command: RunningCommand): Promise<string> {
  command.ended.catch(() => {});
  for (const stream of [command.stdout, command.stderr]) stream.resume();
  return command.kill();
}

interface Aftermath {
  /** Nothing where its streams do not end. */
  readonly end: CommandEnd | undefined;
  readonly alive: string;
}

/** Rejects where the host cannot be reached any more, except for an abort: who gave up need not hear of it. */
async function killAndWait(command: RunningCommand, stop: Stop): Promise<Aftermath> {
  const ended = stop.kind === 'aborted' ? command.ended.catch(() => undefined) : command.ended;
  ended.catch(() => {});
  for (const stream of [command.stdout, command.stderr]) stream.resume();
  const alive = await command.kill();
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), AFTERMATH_MS);
  });
  try {
    return { end: await Promise.race([ended, enough]), alive };
  } finally {
    clearTimeout(timer);
  }
}

async function tellLeft(killed: Promise<Aftermath>, { onLeft }: Pick<RunOptions, 'onLeft'>): Promise<void> {
  // A lost connection is told by the stream itself.
  const { alive } = await killed.catch(() => ({ alive: '' }));
  if (alive !== '') onLeft?.(Promise.resolve(alive));
}

function ending(
  end: CommandEnd,
): Pick<CommandResult & { kind: 'exited' }, 'kind' | 'code'> | { kind: 'signalled'; signal: string } {
  if (end.signal !== undefined) return { kind: 'signalled', signal: end.signal };
  return { kind: 'exited', code: end.code ?? 0 };
}

function stopped(stop: Stop, signal = 'SIGTERM') {
  switch (stop.kind) {
    case 'timed-out':
      return { kind: 'timed-out', limit: stop.limit, afterMs: stop.afterMs } as const;
    case 'aborted':
      return { kind: 'aborted' } as const;
    case 'flooded':
      return { kind: 'signalled', signal } as const;
    default:
      return stop satisfies never;
  }
}

function whenOver(stream: Readable): Promise<void> {
  if (stream.readableEnded || stream.destroyed || !isRead(stream)) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
  });
}

function isRead(stream: Readable): boolean {
  return stream.readableFlowing !== null || stream.listenerCount('readable') > 0;
}
