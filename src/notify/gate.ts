import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure.ts';

/**
 * Slack refuses calls of one method for a while, those of `chat.postMessage` for one channel. A gate holds back just these, and all of
 * them, so that nobody runs into a refusal that another call has met already.
 */
export interface Gate {
  /** Calls when that is allowed. Rejects with the call's error; with the refusal where waiting for it would take longer than `until`. */
  pass<T>(key: string, until: number, call: () => Promise<T>): Promise<T>;
  /** Milliseconds until such a call is allowed; 0 where it is. */
  closedFor(key: string): number;
}

interface Closed {
  readonly until: number;
  readonly refusal: unknown;
}

/** `closing` ends all waiting. */
export function createGate(clock: () => number, closing: AbortSignal): Gate {
  const closed = new Map<string, Closed>();

  function heldBack(key: string): Closed | undefined {
    const known = closed.get(key);
    if (known !== undefined && known.until > clock()) return known;
    closed.delete(key);
    return undefined;
  }

  return {
    closedFor: (key) => Math.max(0, (heldBack(key)?.until ?? 0) - clock()),
    async pass(key, until, call) {
      for (;;) {
        const held = heldBack(key);
        if (held !== undefined) {
          if (held.until > until) throw held.refusal;
          await sleep(held.until - clock(), undefined, { signal: closing });
          continue;
        }
        try {
          return await call();
        } catch (error) {
          const failure = failureOf(error);
          if (failure.kind !== 'rate-limited') throw error;
          closed.set(key, { until: clock() + failure.seconds * 1000, refusal: error });
        }
      }
    },
  };
}
