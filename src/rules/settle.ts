import type { ToldFinding, Rank, Rule } from './rule.ts';

/** A finding with the rule that made it. */
export interface Found {
  readonly rule: Rule;
  readonly finding: ToldFinding;
}

const RANKS = ['specific', 'general', 'generic'] as const satisfies readonly Rank[];

/**
 * Leaves out what somebody else says better: a general finding all of whose symptoms a more specific one explains, and
 * the cause behind a cause that is not there.
 */
export function settle(all: readonly Found[]): readonly Found[] {
  const found = withoutFollowers(all);
  const spoken = found.filter((one) => !isSaidBetter(one, found));
  return spoken.filter(
    ({ finding: { behind } }) => behind === undefined || spoken.some(({ rule }) => rule.id === behind),
  );
}

/** What follows from a symptom goes to all who explain that symptom better, with all that it would have explained. */
function withoutFollowers(found: readonly Found[]): readonly Found[] {
  const leaders = new Map(found.map((one) => [one, leadersOf(one, found)]));
  return found.flatMap((one): Found[] => {
    if (leaders.get(one)?.length !== 0) return [];
    const taken = found
      .filter((other) => leaders.get(other)?.includes(one) === true)
      .flatMap(({ finding }) => finding.explains);
    if (taken.length === 0) return [one];
    const explains = [...new Set([...one.finding.explains, ...taken])];
    return [{ ...one, finding: { ...one.finding, explains } }];
  });
}

/** Where packets die is more than that none came back, so that a proven place of any rank leads what only follows from it. */
function leadersOf({ rule, finding }: Found, found: readonly Found[]): readonly Found[] {
  const { follows = [] } = finding;
  if (follows.length === 0) return [];
  return found.filter(
    (other) =>
      (RANKS.indexOf(other.rule.rank) < RANKS.indexOf(rule.rank) ||
        (other.rule.rank === 'generic' && other.finding.certainty === 'proven')) &&
      other.finding.severity !== 'notice' &&
      other.finding.behind === undefined &&
      other.finding.explains.some((key) => follows.includes(key)),
  );
}

function isSaidBetter({ rule, finding }: Found, found: readonly Found[]): boolean {
  if (rule.rank === 'specific' || finding.explains.length === 0) return false;
  const better = found.filter(
    (other) =>
      RANKS.indexOf(other.rule.rank) < RANKS.indexOf(rule.rank) &&
      other.finding.severity !== 'notice' &&
      other.finding.behind === undefined,
  );
  return finding.explains.every((key) => better.some((other) => other.finding.explains.includes(key)));
}
