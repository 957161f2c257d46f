import { connect } from 'node:net';

import type { Outcome } from '../facts/snapshot.ts';

export interface TimedOutcome {
  readonly outcome: Outcome;
  /** Milliseconds until the outcome. */
  readonly ms: number;
}

/** Time-out of one attempt; two retransmissions of a SYN fit in. */
export const ATTEMPT_TIMEOUT_MS = 3_000;

/** How long an accepted connection is watched: a proxy that cannot reach its backend closes it at once. */
const WATCH_MS = 80;

/** One TCP connection from here. Nothing is sent. Never rejects. */
export function attemptFromHere(address: string, port: number, signal?: AbortSignal): Promise<TimedOutcome> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const socket = connect({ host: address, port, noDelay: true });
    let watch: NodeJS.Timeout | undefined;
    const settle = (outcome: Outcome) => {
      clearTimeout(deadline);
      clearTimeout(watch);
      signal?.removeEventListener('abort', abort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.destroy();
      resolve({ outcome, ms: Math.round(performance.now() - begun) });
    };
    const abort = () => settle({ kind: 'not-tried', because: 'the diagnosis was cancelled' });
    const deadline = setTimeout(
      () => settle({ kind: 'timed-out', afterMs: ATTEMPT_TIMEOUT_MS }),
      ATTEMPT_TIMEOUT_MS,
    );
    let accepted = false;
    socket.once('connect', () => {
      accepted = true;
      clearTimeout(deadline);
      // Over a long way a reset takes as long as the handshake did.
      const patience = WATCH_MS + 1.5 * (performance.now() - begun);
      watch = setTimeout(() => settle({ kind: 'connected' }), patience);
      socket.resume();
    });
    socket.once('data', () => settle({ kind: 'connected' }));
    socket.once('end', () => settle({ kind: 'reset-after-accept' }));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(accepted ? { kind: 'reset-after-accept' } : outcomeOfError(error)),
    );
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function outcomeOfError({ code, message }: NodeJS.ErrnoException): Outcome {
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'refused' };
    case 'ETIMEDOUT':
      return { kind: 'timed-out', afterMs: ATTEMPT_TIMEOUT_MS };
    case 'ECONNRESET':
      return { kind: 'reset-after-accept' };
    case 'EHOSTUNREACH':
      return { kind: 'unreachable', because: 'No route to host' };
    case 'ENETUNREACH':
      return { kind: 'unreachable', because: 'Network is unreachable' };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'unreachable', because: 'the name does not resolve' };
    case undefined:
    default:
      return { kind: 'unreachable', because: message };
  }
}
