import { Readable } from 'node:stream';

import type { EngineAnswer } from './engine.ts';
import { MOST_JSON_BYTES, MOST_LOG_BYTES, STOPPED, tooLong, withCut } from './limits.ts';
import { demultiplex } from './log-frames.ts';

export interface Modem {
  dial(options: object, callback: (error: unknown, body: unknown) => void): void;
}

export interface Patience {
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
}

/**
 * One GET, answered within `patienceMs` whatever the daemon does: the clock covers the connection, the headers and the
 * body. Sockets' own time-outs are no help, a channel of an SSH connection has none.
 */
export async function request(modem: Modem, path: string, patience: Patience): Promise<EngineAnswer> {
  const stop = new AbortController();
  const given = giveUp(patience);
  try {
    return await Promise.race([
      ask(modem, path, stop.signal),
      given.up.then((because) => {
        stop.abort();
        return { kind: 'timed-out', because } as const;
      }),
    ]);
  } finally {
    given.release();
  }
}

/** Resolves to the reason, once it is time to wait no longer. */
export function giveUp({ patienceMs, signal }: Patience): { up: Promise<string>; release: () => void } {
  const over = new AbortController();
  const up = new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve(noAnswer(patienceMs)), patienceMs);
    const stopped = () => resolve(STOPPED);
    if (signal?.aborted === true) stopped();
    signal?.addEventListener('abort', stopped, { signal: over.signal });
    over.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  return { up, release: () => over.abort() };
}

function noAnswer(patienceMs: number): string {
  return `Docker gave no answer within ${patienceMs / 1000} s`;
}

/** The body comes as a stream: the modem would parse JSON that is kept as text, and logs that happen to look like it. */
async function ask(modem: Modem, path: string, signal: AbortSignal): Promise<EngineAnswer> {
  const [base = path] = path.split('?');
  try {
    const response = await dialFor(modem, path, signal);
    if (!(response instanceof Readable)) return { kind: 'unreadable', because: 'the answer is no stream' };
    if (base.endsWith('/logs')) {
      const { bytes, cut } = await readAtMost(response, MOST_LOG_BYTES);
      const log = demultiplex(bytes);
      return { kind: 'text', body: cut ? withCut(log) : log };
    }
    const { bytes, cut } = await readAtMost(response, MOST_JSON_BYTES);
    return cut
      ? { kind: 'unreadable', because: tooLong(base) }
      : { kind: 'json', body: bytes.toString('utf8') };
  } catch (error) {
    return failure(asError(error));
  }
}

/** The answer's body, once its head has come; rejects with what the daemon said instead. */
export async function dialFor(modem: Modem, path: string, signal: AbortSignal): Promise<unknown> {
  const [base = path, query = ''] = path.split('?');
  const options = Object.fromEntries(new URLSearchParams(query));
  return new Promise<unknown>((resolve, reject) => {
    modem.dial(
      {
        path: query ? `${base}?` : base,
        method: 'GET',
        options,
        isStream: true,
        statusCodes: { 200: true },
        abortSignal: signal,
      },
      (error, stream) => (error ? reject(asError(error)) : resolve(stream)),
    );
  });
}

/** What is too much is not read; leaving the loop ends the stream. */
async function readAtMost(body: Readable, most: number): Promise<{ bytes: Buffer; cut: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  // A body without an encoding comes in Buffers; Node's types know of no such difference.
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size > most) return { bytes: Buffer.concat(pieces, most), cut: true };
  }
  return { bytes: Buffer.concat(pieces, size), cut: false };
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

export function failure(error: Error): Extract<EngineAnswer, { because: string }> {
  const because = error.message.trim();
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 404) return { kind: 'unreadable', because, gone: true };
  if (status === 403) return { kind: 'denied', because };
  if (status === undefined && /socket hang up|timeout/i.test(because)) return { kind: 'timed-out', because };
  return { kind: 'unreadable', because };
}
