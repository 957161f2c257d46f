import { z } from 'zod';
import { collectionOf, type Records } from './records.ts';

const Lease = z.object({
  by: z.string(),
  turn: z.number(),
  /** ISO 8601. */ until: z.iso.datetime(),
});
type Lease = z.infer<typeof Lease>;

export interface LeaseTerms {
  readonly collection: string;
  readonly key: string;
  readonly by: string;
  /** A later turn of the same holder takes over from the one before, which is dead or has been told to stop. */
  readonly turn: number;
  /** Milliseconds after which somebody else may, whatever has become of the holder. */
  readonly forMs: number;
  /** The holder says so often that it is still at it, and so holds it for longer than `forMs`; absent: no longer. In milliseconds. */
  readonly renewEveryMs?: number;
  readonly clock: () => number;
}

/**
 * Does what only one may do at a time, over all processes of a store; undefined where somebody else is at it. Rejects where the store
 * does not answer.
 */
export async function alone<T>(
  records: Records,
  { collection, key, by, turn, forMs, renewEveryMs, clock }: LeaseTerms,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const leases = collectionOf(records, collection, Lease);
  const until = () => new Date(clock() + forMs).toISOString();
  const mine: Lease = { by, turn, until: until() };
  const isMine = (lease: Lease | undefined) => lease?.by === by && lease.turn === turn;
  const holder = await leases.change(key, (held) => {
    const isFree = held === undefined || Date.parse(held.until) <= clock();
    return isFree || (held.by === by && held.turn < turn) ? mine : held;
  });
  if (holder !== mine) return undefined;
  const renew = () =>
    leases.change(key, (held) => (held && isMine(held) ? { ...held, until: until() } : held));
  const renewing =
    renewEveryMs === undefined
      ? undefined
      : setInterval(() => void renew().catch(() => undefined), renewEveryMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    // What cannot be given back runs out.
    await leases.change(key, (held) => (isMine(held) ? undefined : held)).catch(() => undefined);
  }
}
