import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { alone } from '../src/queue/lease.ts';
import type { Records } from '../src/queue/records.ts';

export interface TurnDeps {
  readonly records: Records;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Milliseconds that a run of the desk waits for one of its parts; that goes on by itself where it takes longer. */
  readonly waitMs?: number | undefined;
  /** What goes on by itself. */
  readonly late?: Set<Promise<unknown>> | undefined;
}

const usualWaitMs = 5_000;
/** Whoever died holding it keeps others from it no longer than this. */
const heldMs = 20_000;
const renewEveryMs = 5_000;

/** Does a part of the desk's work that only one may do at a time, over all workers; undefined where somebody else is at it. */
export function inTurn<T>(
  key: string,
  work: () => Promise<T>,
  { records, clock }: TurnDeps,
): Promise<T | undefined> {
  const turn = { collection: 'desk-turns', key, by: randomUUID(), turn: 1 };
  return alone(records, { ...turn, forMs: heldMs, renewEveryMs, clock }, work);
}

/** The same for what may hang: it is waited for a while, keeps nothing else waiting, and never rejects. */
export async function apart(key: string, work: () => Promise<void>, deps: TurnDeps): Promise<void> {
  const { logger, waitMs = usualWaitMs, late } = deps;
  const done = inTurn(key, work, deps)
    .catch((error: unknown) => logger.error({ err: error, part: key }, 'a part of the desk failed'))
    .finally(() => late?.delete(done));
  late?.add(done);
  const given = new AbortController();
  const waited = sleep(waitMs, undefined, { signal: given.signal, ref: false }).catch(() => undefined);
  await Promise.race([done, waited]);
  given.abort();
}
