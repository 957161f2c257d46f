import { createHash } from 'node:crypto';

/** SHA-256, hex, of a value's JSON with the keys of each object in order; what is undefined counts as absent. */
export function digestOf(value: unknown): string {
  return sha256(JSON.stringify(ordered(value)));
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([key, held]) => [key, ordered(held)]),
  );
}
