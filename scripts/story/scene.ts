import type { Lab } from '../../test/lab/lab.ts';
import type { Random } from '../../test/lab/random.ts';

import { randomFrom } from '../../test/lab/random.ts';

/** A part of the story that is played on hosts of its own. */
export interface Scene {
  readonly name: string;
  /** `print` puts Markdown into the page's place `<scene>/<place>`. */
  play(lab: Lab, print: Print): Promise<void>;
}

export type Print = (place: string, markdown: string) => void;

const SEED = 20_190_419;

/** Draws the least of every number and, of choices, those that are wanted: the story has its own ports, addresses and ways. */
export function directed(...wanted: readonly string[]): Random {
  const random = randomFrom(SEED, 'none');
  const isWanted = (choice: unknown) =>
    wanted.some(
      (what) =>
        choice === what ||
        (typeof choice === 'object' && choice !== null && 'what' in choice && choice.what === what),
    );
  return {
    ...random,
    int: (low) => low,
    pick: (choices) => choices.find(isWanted) ?? choices[0],
    branch: () => directed(...wanted),
  };
}
