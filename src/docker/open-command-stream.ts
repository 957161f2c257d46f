import { Readable } from 'node:stream';
import type { CommandStream, Shell } from '../ssh/shell.ts';
import type { EngineStream } from './engine.ts';
import { stampLength } from './log-stamp.ts';

/** Nobody follows a log for longer; whoever asks sets a shorter limit by the signal. */
const MOST_MS = 3_600_000;

/**
 * `docker logs` in place of the API's stream: its two outputs as one, with the API's headers before each chunk. Lines of
 * stdout and of stderr that were written at almost the same time may change places.
 */
export async function openCommandStream(
  shell: Shell,
  docker: readonly [string, ...string[]],
  path: string,
  signal: AbortSignal,
): Promise<EngineStream> {
  const [, id = ''] = /^\/containers\/([^/]+)\/logs\?/.exec(path) ?? [];
  if (id === '') return { kind: 'unreadable', because: `the docker command line has no answer for ${path}` };
  const argv = [...docker, 'logs', ...optionsOf(path), id] as const;
  const command = await shell.stream({ argv }, { timeoutMs: MOST_MS, signal });
  const body = merged(command);
  const first = await firstOf(body, signal);
  // Every line of the log begins with its time, so this is what the docker command says itself.
  if (first?.[0] === STDERR && stampLength(first, HEADER) === 0) {
    command.destroy();
    return complaint(first.subarray(HEADER).toString('utf8').trim());
  }
  if (first === undefined && signal.aborted) {
    command.destroy();
    return { kind: 'timed-out', because: 'the docker command printed nothing' };
  }
  return { kind: 'open', form: 'chunks', body: withFirst(first, body), close: () => body.destroy() };
}

function optionsOf(path: string): string[] {
  const query = new URLSearchParams(path.slice(path.indexOf('?')));
  return [
    '--timestamps',
    ...['since', 'until', 'tail'].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [`--${name}`, value];
    }),
    ...(query.has('follow') ? ['--follow'] : []),
  ];
}

const HEADER = 8;
const STDOUT = 1;
const STDERR = 2;

function merged(command: CommandStream): Readable {
  const { stdout, stderr, done } = command;
  const both = [stdout, stderr];
  const body = new Readable({
    read: () => both.forEach((stream) => stream.resume()),
    destroy: (error, destroyed) => {
      command.destroy();
      destroyed(error);
    },
  });
  body.on('error', () => {});
  const hand = (source: number) => (chunk: Buffer) => {
    const header = Buffer.alloc(HEADER);
    header[0] = source;
    header.writeUInt32BE(chunk.length, 4);
    if (!body.destroyed && !body.push(Buffer.concat([header, chunk])))
      both.forEach((stream) => stream.pause());
  };
  stdout.on('data', hand(STDOUT));
  stderr.on('data', hand(STDERR));
  done.then(
    () => body.push(null),
    (error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return body;
}

/** Nothing where it ends before, or is stopped. */
async function firstOf(body: Readable, signal: AbortSignal): Promise<Buffer | undefined> {
  const stop = () => body.destroy();
  signal.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve) => {
      body.once('readable', resolve);
      body.once('close', resolve);
      body.once('end', resolve);
    });
    const first: unknown = body.read();
    return Buffer.isBuffer(first) ? first : undefined;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* withFirst(first: Buffer | undefined, body: Readable): AsyncGenerator<Buffer> {
  if (first !== undefined) yield first;
  // A body without an encoding comes in Buffers; Node's types know of no such difference.
  yield* body as AsyncIterable<Buffer>;
}

function complaint(words: string): Exclude<EngineStream, { kind: 'open' }> {
  const because = words.split('\n').at(-1) ?? '';
  if (/permission denied|password is required|not allowed|not in the sudoers/i.test(words))
    return { kind: 'denied', because };
  const gone = /^Error[^\n]*: No such (?:object|container)\b/im.test(words);
  return { kind: 'unreadable', because, ...(gone && { gone }) };
}
