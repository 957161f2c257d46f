/**
 * A value, or the fact that stood in its way and why. "Could not look" never turns into "nothing there".
 * `absent` and `not-applicable` differ: a missing `nft` program is absent, Docker's networks on a host without Docker
 * are not applicable and leave nothing open.
 */
export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly fact: string; readonly because: string };

export type Unknown = Extract<Known<never>, { kind: 'unknown' }>;

export function known<Value>(value: Value): Known<Value> {
  return { kind: 'known', value };
}

export function valueOr<Value, Other>(reading: Known<Value>, other: Other): Value | Other {
  return reading.kind === 'known' ? reading.value : other;
}

/** Joins what is known of several; the first that is not known decides. */
export function joined<Parts extends readonly unknown[], Value>(
  parts: { readonly [Index in keyof Parts]: Known<Parts[Index]> },
  join: (...values: Parts) => Value,
): Known<Value> {
  for (const part of parts as readonly Known<unknown>[]) {
    if (part.kind === 'unknown') return part;
  }
  const values = (parts as readonly Known<unknown>[]).map((part) =>
    part.kind === 'known' ? part.value : undefined,
  );
  return known(join(...(values as unknown as Parts))); // every part was found known above
}
