/**
 * The share of messages that are in exactly the group in which they should be (Zhu et al., "Tools and Benchmarks for Automated
 * Log Parsing", ICSE-SEIP 2019): one message too many or too few, and all of its group count as wrong.
 */
export function groupingAccuracy(groups: readonly unknown[], truth: readonly unknown[]): number {
  const mine = membersOf(groups);
  const theirs = membersOf(truth);
  const right = [...mine.values()].filter((members) => {
    const [first = 0] = members;
    const wanted = theirs.get(truth[first]) ?? [];
    return wanted.length === members.length && members.every((member) => truth[member] === truth[first]);
  });
  return right.reduce((sum, { length }) => sum + length, 0) / Math.max(1, groups.length);
}

function membersOf(groups: readonly unknown[]): ReadonlyMap<unknown, readonly number[]> {
  const members = new Map<unknown, number[]>();
  for (const [i, group] of groups.entries()) {
    const known = members.get(group);
    if (known === undefined) members.set(group, [i]);
    else known.push(i);
  }
  return members;
}
