/** A stretch of text that holds a secret, `end` exclusive, and what kind of secret it is. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** For people and for counting: `password`, `private key`, `AWS key`. */
  readonly kind: string;
  /** A quote to put around the token: a bare number of JSON becomes a string. */
  readonly around?: string;
}

/**
 * A family of shapes in which secrets are written. A rule never searches: the hints are found for all rules in one pass
 * over the text, and `find` looks only at the neighbourhood of one. That keeps plain logs fast and every rule linear.
 */
export interface Rule {
  /** Telling substrings, at least one of which every match holds; case is ignored. */
  readonly hints: readonly string[];
  /** `at` is where the hint begins. Spans come in order and do not overlap. */
  readonly find: (text: string, at: number, hint: string) => readonly Span[];
}

/** Nothing here. */
export const nothing: readonly Span[] = [];
