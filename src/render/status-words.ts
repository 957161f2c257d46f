import type { Reader } from '../text/reader.ts';
import type { HostStatus } from '../status/status.ts';

/** In the order in which somebody on call wants to read them. */
export const statesInOrder = ['critical', 'warning', 'unseen', 'unknown', 'well', 'unwatched'] as const;
type State = HostStatus['state'];

/** Stand beside words that say the same. */
export const stateMarks = {
  critical: '🔴',
  warning: '🟠',
  unseen: '⚫',
  unknown: '⚪',
  well: '🟢',
  unwatched: '▫️',
} as const satisfies Record<State, string>;

export function stateWords({ t }: Reader): Record<State, string> {
  return {
    critical: t`critical`,
    warning: t`warning`,
    unseen: t`cannot be looked at`,
    unknown: t`not looked at yet`,
    well: t`no fault`,
    unwatched: t`not watched`,
  };
}

/** `2 healthy`, for a line that counts. */
export function countOf(state: State, count: number, { t }: Reader): string {
  return {
    critical: t`${count} critical`,
    warning: count === 1 ? t`1 with a warning` : t`${count} with warnings`,
    unseen: t`${count} cannot be looked at`,
    unknown: t`${count} not looked at yet`,
    well: t`${count} healthy`,
    unwatched: t`${count} not watched`,
  }[state];
}

/** What the jobs of a queue do; a kind that is not known here keeps its name. */
export function kindWords(kind: string, { t }: Reader): string {
  const words: Readonly<Record<string, string>> = {
    diagnose: t`diagnoses`,
    logs: t`logs`,
    follow: t`followed logs`,
    'fix-plan': t`plans of fixes`,
    'fix-apply': t`changes`,
    'fix-look': t`looks after a change`,
    find: t`searches for containers`,
    watch: t`looks of watches`,
    desk: t`telling of incidents`,
    digest: t`digests`,
  };
  return words[kind] ?? kind;
}

/** Any worker takes these, whatever its sites. */
export function isShared(kind: string): boolean {
  return ['desk', 'digest'].includes(kind);
}

export function siteName(site: string | undefined, { t }: Reader): string {
  return site ?? t`without a site`;
}
