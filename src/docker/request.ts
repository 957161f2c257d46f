import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { EngineAnswer } from './engine.ts';
import { demultiplex } from './log-frames.ts';

export interface Modem {
  dial(options: object, callback: (error: unknown, body: unknown) => void): void;
}

/**
 * One GET, answered within `patienceMs` whatever the daemon does: the clock covers the connection, the headers and the
 * body. Sockets' own time-outs are no help, a channel of an SSH connection has none.
 */
export async function request(modem: Modem, path: string, patienceMs: number): Promise<EngineAnswer> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<EngineAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'timed-out', because: noAnswer(patienceMs) });
      stop.abort();
    }, patienceMs);
  });
  try {
    return await Promise.race([ask(modem, path, stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

export function noAnswer(patienceMs: number): string {
  return `Docker gave no answer within ${patienceMs / 1000} s`;
}

/** The body comes as a stream: the modem would parse JSON that is kept as text, and logs that happen to look like it. */
async function ask(modem: Modem, path: string, signal: AbortSignal): Promise<EngineAnswer> {
  const [base = path, query = ''] = path.split('?');
  const options = Object.fromEntries(new URLSearchParams(query));
  try {
    const response = await new Promise<unknown>((resolve, reject) => {
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
    if (!(response instanceof Readable)) return { kind: 'unreadable', because: 'the answer is no stream' };
    const body = await buffer(response);
    if (base.endsWith('/logs')) return { kind: 'text', body: demultiplex(body) };
    return { kind: 'json', body: body.toString('utf8') };
  } catch (error) {
    return failure(asError(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function failure(error: Error): EngineAnswer {
  const because = error.message.trim();
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 403) return { kind: 'denied', because };
  if (status === undefined && /socket hang up|timeout/i.test(because)) return { kind: 'timed-out', because };
  return { kind: 'unreadable', because };
}
