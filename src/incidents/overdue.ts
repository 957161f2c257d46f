import type { DeskHours } from '../report/desk-hours.ts';
import { couldNotLook, type Incident } from '../report/incident.ts';
import type { WatchedHost } from '../report/watched.ts';
import type { InEveryLanguage } from '../text/language.ts';

export interface Expected {
  readonly everyMs: number;
  readonly site: string | undefined;
  readonly tags: readonly string[];
}

export interface Overdue {
  readonly now: number;
  /** What the desk missed while the store was away is nobody's silence. Undefined: it has never been there. */
  readonly desk: Pick<DeskHours, 'awakeSince' | 'awaited'> | undefined;
  /** So many intervals without a look count as many looks that saw nothing. */
  readonly unseenLooks: number;
  readonly incidents: Iterable<Incident>;
  readonly because: (site: string | undefined) => InEveryLanguage;
}

/**
 * A host that no worker looks at any more is not well because nobody said otherwise: from some intervals without a look on it counts
 * as one that nobody could look at, since the last look. So does one that should have been looked at and never was.
 * @param expected the watched hosts, by name
 */
export function withOverdue(
  hosts: readonly WatchedHost[],
  expected: ReadonlyMap<string, Expected>,
  scene: Overdue,
): WatchedHost[] {
  const told = toldUnseen(scene.incidents);
  const known = new Set(hosts.map(({ host }) => host));
  const never = [...expected].flatMap(([name, { site, tags }]): WatchedHost[] => {
    const lookedAt = told.get(name) ?? scene.desk?.awaited?.[name];
    if (known.has(name) || lookedAt === undefined) return [];
    return [{ schema: 'ferryman.watched/1', host: name, site, tags: [...tags], lookedAt, faults: [] }];
  });
  const watched = hosts.map((host) => overdue(host, expected.get(host.host), told, scene));
  const unlooked = never.map((host) => overdue(host, expected.get(host.host), told, scene));
  return [...watched, ...unlooked.filter(({ unseen }) => unseen !== undefined)];
}

function overdue(
  host: WatchedHost,
  wanted: Expected | undefined,
  told: ReadonlyMap<string, string>,
  { now, desk, unseenLooks, because }: Overdue,
): WatchedHost {
  if (wanted === undefined || host.unseen !== undefined) return host;
  const lookedAt = Date.parse(host.lookedAt);
  const since = told.get(host.host);
  // What was told stays so until somebody has looked again, however the desk itself fared meanwhile.
  const isTold = since !== undefined && lookedAt <= Date.parse(since);
  const silentMs = now - Math.max(lookedAt, Date.parse(desk?.awakeSince ?? host.lookedAt));
  // A look may take as long as its interval, so the first missing one shows after the second.
  const missed = Math.floor(silentMs / Math.max(wanted.everyMs, host.everyMs ?? 0)) - 1;
  if (missed < unseenLooks && !isTold) return host;
  const looks = Math.max(missed, unseenLooks);
  return { ...host, unseen: { since: host.lookedAt, looks, because: because(wanted.site) } };
}

/** Since when which hosts are told to be unseen. */
function toldUnseen(incidents: Iterable<Incident>): ReadonlyMap<string, string> {
  const open = [...incidents].filter(({ cause, state }) => cause === couldNotLook && state !== 'resolved');
  return new Map(
    open.flatMap(({ members }) =>
      members.flatMap(({ host, stints }) => {
        const last = stints.at(-1);
        return last === undefined || last.to !== undefined ? [] : [[host, last.from] as const];
      }),
    ),
  );
}
