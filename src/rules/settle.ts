import type { Finding, Rank, Rule } from './rule.ts';

/** A finding with the rule that made it. */
export interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
}

const RANKS = ['specific', 'general', 'generic'] as const satisfies readonly Rank[];

/**
 * Leaves out what somebody else says better: a general finding all of whose symptoms a more specific one explains, and
 * the cause behind a cause that is not there.
 */
export function settle(found: readonly Found[]): readonly Found[] {
  const spoken = found.filter((one) => !isSaidBetter(one, found));
  return spoken.filter(
    ({ finding: { behind } }) => behind === undefined || spoken.some(({ rule }) => rule.id === behind),
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
