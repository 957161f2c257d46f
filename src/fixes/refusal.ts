import { type Sayable, type Text, verbatim } from '../text/say.ts';
import { tell } from '../text/tell.ts';
import type { Refusal } from './plan-input.ts';

/** One thing that stands in the way. */
export interface Obstacle {
  readonly because: Text;
  /** What a person does about it; the first one's counts. */
  readonly next: Text;
  readonly byHand?: readonly Sayable[];
}

export function refusal(obstacles: readonly Obstacle[]): Refusal {
  return {
    kind: 'refused',
    because: obstacles.map(({ because }) => because),
    next: obstacles[0]?.next ?? verbatim(''),
    byHand: withoutRepeats(obstacles.flatMap(({ byHand = [] }) => byHand)),
  };
}

/** What says the same in English says it in every language. */
export function withoutRepeats(lines: readonly Sayable[]): readonly Sayable[] {
  const first = new Map<string, Sayable>();
  for (const line of lines) {
    const text = tell(line, 'en');
    if (!first.has(text)) first.set(text, line);
  }
  return [...first.values()];
}
