import { randomBytes } from 'node:crypto';

/** The seed of a proof, printed, and how many times more than usual it is to draw. */
export function seedOf(what: string): { readonly seed: number; readonly times: number } {
  const wanted = process.env['FERRYMAN_LAB_SEED'];
  const seed = wanted ? Number(wanted) | 0 : randomBytes(4).readInt32LE();
  const times = Number(process.env['FERRYMAN_PROOF_RUNS'] ?? 1);
  console.log(`${what} drawn from seed ${seed}; again with FERRYMAN_LAB_SEED=${seed}`);
  return { seed, times };
}
