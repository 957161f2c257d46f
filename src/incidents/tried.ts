import { isDeepStrictEqual } from 'node:util';
import { couldNotLook, type Incident, type Member } from '../report/incident.ts';
import type { HostTries, Tried } from '../report/tried.ts';
import type { WatchedHost } from '../report/watched.ts';
import { isMember } from './present.ts';

export interface TriedScene {
  /** As whoever looked wrote it down, by host. */
  readonly watched: ReadonlyMap<string, WatchedHost>;
  readonly tries: ReadonlyMap<string, HostTries>;
}

/** Later ones say more of how it stands. */
const mostFixes = 5;
/** Fewer looks than these are what a watch does anyway. */
const fewLooks = 4;

/**
 * The incident with what was tried since it began. One that has not changed otherwise is told anew where people had something done, or
 * where it was looked at twice as often as was told: the longer it lasts the more seldom.
 * @param before as it stood until now; undefined: it is new
 */
export function withTried(before: Incident | undefined, after: Incident, scene: TriedScene): Incident {
  const tried = triedSince(after, scene);
  const told = before?.tried ?? nothing;
  const isNew = !isDeepStrictEqual([tried.fixes, tried.diagnoses], [told.fixes, told.diagnoses]);
  const isMuch = tried.looks >= Math.max(fewLooks, 2 * told.looks);
  if (after === before) return isNew || isMuch ? { ...after, tried, revision: after.revision + 1 } : after;
  return isDeepStrictEqual(tried, nothing) ? after : { ...after, tried };
}

const nothing: Tried = { looks: 0, fixes: [], diagnoses: [] };

function triedSince(incident: Incident, { watched, tries }: TriedScene): Tried {
  const { openedAt, resolvedAt, members, tried } = incident;
  const hosts = [...new Set(members.map(({ host }) => host))];
  const isSince = ({ at }: { readonly at: string }) =>
    Date.parse(at) >= Date.parse(openedAt) &&
    // What is asked for when it is over is about something else.
    (resolvedAt === undefined || Date.parse(at) <= Date.parse(resolvedAt));
  const done = <T extends { readonly at: string }>(of: (host: HostTries) => readonly T[]) =>
    hosts
      .flatMap((host) => {
        const its = tries.get(host);
        return its === undefined
          ? []
          : of(its)
              .filter(isSince)
              .map((one) => ({ ...one, host }));
      })
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const looked = members
    .flatMap((member) => looksAt(incident.cause, member, watched.get(member.host)))
    .toSorted((one, other) => other.looks - one.looks)
    .at(0);
  const { looks, lookedAt } = looked ?? tried ?? nothing;
  return {
    looks,
    ...(lookedAt === undefined ? {} : { lookedAt }),
    fixes: done(({ fixes }) => fixes).slice(-mostFixes),
    diagnoses: done(({ diagnoses }) => diagnoses),
  };
}

function looksAt(cause: string, member: Member, host: WatchedHost | undefined) {
  if (host === undefined) return [];
  if (cause === couldNotLook)
    return host.unseen === undefined ? [] : [{ looks: host.unseen.looks, lookedAt: host.lookedAt }];
  return host.faults
    .filter((fault) => isMember(cause, member, { ...fault, host: host.host }))
    .map(({ looks = 1 }) => ({ looks, lookedAt: host.seenAt ?? host.lookedAt }));
}
