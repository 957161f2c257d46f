import type { Refusal } from './plan-input.ts';

/** One thing that stands in the way. */
export interface Obstacle {
  readonly because: string;
  /** What a person does about it; the first one's counts. */
  readonly next: string;
  readonly byHand?: readonly string[];
}

export function refusal(obstacles: readonly Obstacle[]): Refusal {
  return {
    kind: 'refused',
    because: obstacles.map(({ because }) => because),
    next: obstacles[0]?.next ?? '',
    byHand: [...new Set(obstacles.flatMap(({ byHand = [] }) => byHand))],
  };
}
