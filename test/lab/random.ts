/** Chance that can be had again: every draw of a lab run follows from its printed seed. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** A stream of its own, so that one case draws the same whichever others ran before it. */
  branch(name: string): Random;
  /** Which red herrings a scene gets beside what it is about. */
  readonly herrings: Herrings;
}

export type Herrings = 'any' | 'none' | 'some';

export function randomFrom(seed: number, herrings: Herrings = 'any'): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    herrings,
    int,
    chance: () => next() < 0.5,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    branch(name) {
      let hash = 0x811c9dc5;
      for (const char of `${seed} ${name}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
      return randomFrom(hash, herrings);
    },
  };
}
