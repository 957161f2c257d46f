import { isDeepStrictEqual } from 'node:util';
import type { Seen } from '../src/flows/watch/watch-host.ts';
import type { LastingFault, WatchedHost } from '../src/report/watched.ts';

export interface LookedAt {
  readonly name: string;
  readonly site: string | undefined;
  readonly tags: readonly string[];
  /** ISO 8601, when the look began. */
  readonly at: string;
  /** Milliseconds until the next one. */
  readonly everyMs: number;
}

/** What is known of a host after a look. Of one that could not be seen everything stays as it was seen last. */
export function watchedAfter(
  before: WatchedHost | undefined,
  seen: Seen,
  { name, site, tags, at, everyMs }: LookedAt,
): WatchedHost {
  const { unseen, ...seenBefore } = before ?? { faults: [] };
  const looked: WatchedHost = {
    ...seenBefore,
    schema: 'ferryman.watched/1',
    host: name,
    site,
    tags: [...tags],
    lookedAt: at,
    everyMs,
  };
  switch (seen.kind) {
    case 'unchanged':
      return { ...looked, seenAt: at, faults: looked.faults.map((fault) => seenAgain(fault, looked.faults)) };
    case 'put-off':
      return { ...looked, ...(unseen !== undefined && { unseen }) };
    case 'diagnosed': {
      const { print: _, suspects: __, ...rest } = looked;
      return {
        ...rest,
        seenAt: at,
        faults: seen.faults.map((fault) => seenAgain(fault, looked.faults)),
        wholeAt: seen.at,
        known: [...seen.known],
        ...(seen.print !== undefined && { print: { ...seen.print } }),
        ...(seen.suspects !== undefined && { suspects: [...seen.suspects] }),
      };
    }
    case 'unseen': {
      const { since = at, looks = 0 } = unseen ?? {};
      return { ...looked, unseen: { since, looks: looks + 1, because: seen.because } };
    }
    default:
      return seen satisfies never;
  }
}

function seenAgain(fault: LastingFault, before: readonly LastingFault[]): LastingFault {
  const same = before.find(
    ({ cause, subject }) => cause === fault.cause && isDeepStrictEqual(subject, fault.subject),
  );
  return same === undefined ? fault : { ...fault, looks: (same.looks ?? 1) + 1 };
}
