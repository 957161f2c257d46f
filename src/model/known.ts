import type { Sayable } from '../text/say.ts';

/**
 * A value, or the fact that stood in its way and why. "Could not look" never turns into "nothing there".
 * `absent` and `not-applicable` differ: a missing `nft` program is absent, Docker's networks on a host without Docker
 * are not applicable and leave nothing open.
 */
export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly fact: string; readonly because: Sayable };

export function known<Value>(value: Value): Known<Value> {
  return { kind: 'known', value };
}

export function valueOr<Value, Other>(reading: Known<Value>, other: Other): Value | Other {
  return reading.kind === 'known' ? reading.value : other;
}

/** Joins what is known of several; the first that is not known decides. */
export function joined<const Parts extends readonly Known<unknown>[], Value>(
  parts: Parts,
  join: (...values: Values<Parts>) => Value,
): Known<Value> {
  const missing = parts.find((part) => part.kind === 'unknown');
  if (missing !== undefined) return missing;
  const values = parts.map((part) => (part.kind === 'known' ? part.value : undefined));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every part was found known above
  return known(join(...(values as unknown as Values<Parts>)));
}

type Values<Parts extends readonly Known<unknown>[]> = {
  -readonly [Index in keyof Parts]: Parts[Index] extends Known<infer Value> ? Value : never;
};
