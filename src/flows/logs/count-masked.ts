import type { LogReport } from '../../report/logs.ts';

type Said = Omit<LogReport, 'schema' | 'host' | 'at' | 'durationMs' | 'masked'>;

/**
 * How many secrets were masked in what a report says, by kind: those of the log that was read and of the container's state, and
 * those that only its findings show, from other facts of the host.
 * @param counts of the maskers of the log and of the state
 */
export function countMasked(
  said: Said,
  counts: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const all = new Map<string, number>();
  for (const [kind, n] of counts.flatMap((one) => Object.entries(one)))
    all.set(kind, (all.get(kind) ?? 0) + n);
  const { causes, unknowns, ...rest } = said;
  const counted = tokensIn(rest);
  const more = [...tokensIn({ causes, unknowns })].filter((token) => !counted.has(token)).length;
  if (more > 0) all.set('in evidence', more);
  return Object.fromEntries(all);
}

function tokensIn(part: object): ReadonlySet<string> {
  return new Set(JSON.stringify(part).match(/‹secret [0-9a-f]+›/g));
}
