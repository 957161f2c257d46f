import type { WatchedHost } from '../report/watched.ts';

/** How a watched host is, as far as anybody knows. */
export const hostStates = ['critical', 'warning', 'unseen', 'well', 'unknown'] as const;
/** `unseen`: nobody could look for long enough to be told; `unknown`: nobody has seen anything of it yet. */
export type HostState = (typeof hostStates)[number];

/** @param unseenLooks so many looks in a row see nothing before that counts; until then it is as it was seen last */
export function hostStateOf(
  { faults, unseen, seenAt }: Pick<WatchedHost, 'faults' | 'unseen' | 'seenAt'>,
  unseenLooks: number,
): HostState {
  if (unseen !== undefined && unseen.looks >= unseenLooks) return 'unseen';
  if (faults.some(({ severity }) => severity === 'critical')) return 'critical';
  if (faults.length > 0) return 'warning';
  return seenAt === undefined ? 'unknown' : 'well';
}
