import { isDeepStrictEqual } from 'node:util';

import type { Attempt } from '../facts/snapshot.ts';

/** Attempts that are under way. */
export interface Trying {
  readonly attempts: Promise<readonly Attempt[]>;
  /**
   * The same as they stand after little more than a second, without those inside containers, which begin later; whoever has
   * not answered by then counts as silent.
   */
  readonly glance: Promise<readonly Attempt[]>;
}

/**
 * Asks about what keeps silent in the time for which it is waited for anyway; once more where others turn out to be silent
 * than it seemed. Undefined where nothing is to be asked in the end.
 */
export async function whileWaiting<Question, Answer>(
  { glance, attempts }: Trying,
  questionsAbout: (tried: readonly Attempt[]) => readonly Question[],
  ask: (questions: readonly Question[]) => Promise<Answer>,
): Promise<Answer | undefined> {
  const early = questionsAbout(await glance);
  const answer = early.length === 0 ? undefined : ask(early);
  // Of no use if all answer after all; nobody waits for it then.
  answer?.catch(() => undefined);
  const wanted = questionsAbout(await attempts);
  if (wanted.length === 0) return undefined;
  const isAsked = wanted.every((one) => early.some((other) => isDeepStrictEqual(one, other)));
  return isAsked ? answer : ask(wanted);
}
