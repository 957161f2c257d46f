import { createHash } from 'node:crypto';
import type { WatchedHost } from '../../report/watched.ts';

/** Of how long a fault has lasted: so exactly its end is known, even where the end shows in nothing that a look sees. */
const SHARE = 0.1;

/** Hosts that were first diagnosed together, when the bot was started, are not to be so for ever. */
const LEAST = 0.5;

/** Milliseconds after which a whole diagnosis is made although nothing has changed. */
export function wholeAfter({ host, faults, wholeAt }: WatchedHost, mostMs: number): number {
  if (wholeAt === undefined) return mostMs;
  const usual = mostMs * (LEAST + (1 - LEAST) * drawn(`${host} ${wholeAt}`));
  if (faults.length === 0) return usual;
  const youngest = Math.max(...faults.map(({ since }) => Date.parse(since)));
  return Math.min(usual, Math.max(0, (Date.parse(wholeAt) - youngest) * SHARE));
}

/** From 0 to 1, the same for the same text. */
function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
