/** Which lines that are like none before become a pattern. */
export interface Strangers {
  /** For each line, whatever it is. */
  count(): void;
  /** Whether this stranger becomes a pattern of its own. */
  admits(isError: boolean): boolean;
}

/** Lines after which it is judged anew. */
const WINDOW = 1_024;
/** Where more of a window than this are strangers, most of them are never seen again. */
const MANY = 0.25;
const ONE_OF = 8;

/**
 * In a log of which nearly every line is unique, each would push out a pattern only to be pushed out by the next. There one
 * stranger of eight is learnt, by chance, so that what comes again and again is found soon all the same. Errors all are: the
 * one that is looked for may be said once.
 */
export function createStrangers(): Strangers {
  let lines = 0;
  let met = 0;
  let areMany = false;
  let dice = 1;

  function count(): void {
    lines += 1;
    if (lines < WINDOW) return;
    areMany = met > MANY * WINDOW;
    lines = 0;
    met = 0;
  }

  function admits(isError: boolean): boolean {
    if (isError) return true;
    met += 1;
    return !areMany || roll() === 0;
  }

  /** Marsaglia's xorshift: the same log gives the same patterns, and no rhythm of the log falls in with it. */
  function roll(): number {
    dice ^= dice << 13;
    dice ^= dice >>> 17;
    dice ^= dice << 5;
    return (dice >>> 0) % ONE_OF;
  }

  return { count, admits };
}
