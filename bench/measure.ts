export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Unlike the time on the clock it does not matter what else the machine does. */
export function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Medians of several ways to do the same, in turns: whatever else the machine does meets all of them alike.
 */
export async function compare<Name extends string>(
  rounds: number,
  ways: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries<() => unknown>(ways)) {
      const ms = await timed(way);
      times.set(name, [...(times.get(name) ?? []), ms]);
    }
  }
  const medians = [...times].map(([name, values]) => [name, median(values)] as const);
  // Object.fromEntries forgets that the keys are those of `ways`.
  return Object.fromEntries(medians) as Record<Name, number>; // oxlint-disable-line no-unsafe-type-assertion
}
