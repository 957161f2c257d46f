import type { WatchedHost } from '../report/watched.ts';
import type { InEveryLanguage } from '../text/language.ts';

export interface Expected {
  readonly everyMs: number;
  readonly site: string | undefined;
}

export interface Overdue {
  readonly now: number;
  /** Since when the desk itself has looked without a gap: what it missed while the store was away is nobody's silence. */
  readonly awakeSince: number;
  /** So many intervals without a look count as many looks that saw nothing. */
  readonly unseenLooks: number;
  readonly because: (site: string | undefined) => InEveryLanguage;
}

/**
 * A host that no worker looks at any more is not well because nobody said otherwise: from some intervals without a look on it counts
 * as one that nobody could look at, since the last look.
 */
export function withOverdue(
  hosts: readonly WatchedHost[],
  expected: ReadonlyMap<string, Expected>,
  { now, awakeSince, unseenLooks, because }: Overdue,
): WatchedHost[] {
  return hosts.map((host) => {
    const wanted = expected.get(host.host);
    if (wanted === undefined || host.unseen !== undefined) return host;
    const silentMs = now - Math.max(Date.parse(host.lookedAt), awakeSince);
    // A look may take as long as its interval, so the first missing one shows after the second.
    const missed = Math.floor(silentMs / wanted.everyMs) - 1;
    if (missed < unseenLooks) return host;
    return { ...host, unseen: { since: host.lookedAt, looks: missed, because: because(wanted.site) } };
  });
}
