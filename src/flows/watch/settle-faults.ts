import { fingerprint } from '../../report/change.ts';
import type { Fault, LastingFault } from '../../report/watched.ts';
import type { Judgement } from './judge.ts';

/** What is wrong after a diagnosis: what it found, and what was there before and could not be seen. `since` is kept where it is
 * known, and otherwise `at`. */
export function faultsAfter(before: readonly LastingFault[], judged: Judgement, at: string): LastingFault[] {
  const now = byPrint(judged.found);
  const lost = before.filter((fault) => !now.has(printOf(fault)) && judged.isLost(fault));
  const known = byPrint(before);
  return [
    ...judged.found.map((fault) => ({ ...fault, since: known.get(printOf(fault))?.since ?? at })),
    ...lost,
  ];
}

/**
 * What two diagnoses in a row agree about; where they do not, it stays as it was. A container that is just being replaced is no fault,
 * and one that is just being restarted is not repaired.
 */
export function agreed(
  before: readonly LastingFault[],
  first: readonly LastingFault[],
  second: readonly LastingFault[],
): LastingFault[] {
  const [was, one, other] = [byPrint(before), byPrint(first), byPrint(second)];
  const there = second.filter((fault) => one.has(printOf(fault)) || was.has(printOf(fault)));
  const stays = before.filter((fault) => one.has(printOf(fault)) && !other.has(printOf(fault)));
  const since = (fault: LastingFault) => one.get(printOf(fault))?.since ?? fault.since;
  return [...there.map((fault) => ({ ...fault, since: since(fault) })), ...stays];
}

export function areSame(one: readonly Fault[], other: readonly Fault[]): boolean {
  const prints = byPrint(one);
  return one.length === other.length && other.every((fault) => prints.has(printOf(fault)));
}

function byPrint<F extends Fault>(faults: readonly F[]): Map<string, F> {
  return new Map(faults.map((fault) => [printOf(fault), fault]));
}

/** All of one host. */
function printOf(fault: Fault): string {
  return fingerprint('', fault);
}
