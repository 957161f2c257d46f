import { couldNotLook, type Incident, type Member, type Stint } from '../report/incident.ts';
import type { Reader } from '../text/reader.ts';
import { nameSubject } from './subject.ts';
import { cut, oneLine } from './untrusted.ts';

/** What an incident says of one host, before anybody draws it. Text is on one line and not escaped; times are ISO 8601. */
export interface IncidentRow {
  readonly host: string;
  /** What of the host: `bridge docker0`; the reason where nobody could look. */
  readonly about: string;
  readonly state: string;
  readonly since: string;
  readonly until?: string;
}

/** How it stands with a member; of `unwatched` nobody knows. */
type Standing = 'there' | 'gone' | 'unwatched';

export function standingOf({ stints, unwatched }: Member): Standing {
  if (unwatched === true) return 'unwatched';
  return stints.at(-1)?.to === undefined ? 'there' : 'gone';
}

/** Those that have it now first, of each the one with the longest. */
export function inOrder(members: readonly Member[]): Member[] {
  const rank = { there: 0, gone: 1, unwatched: 2 } satisfies Record<Standing, number>;
  return members.toSorted(
    (one, other) =>
      rank[standingOf(one)] - rank[standingOf(other)] ||
      Date.parse(lastStint(one).from) - Date.parse(lastStint(other).from),
  );
}

export function lastStint({ stints }: Member): Stint {
  // The schema holds that there is one.
  return stints.at(-1) ?? { from: '' };
}

export function rowOf(member: Member, { cause, members }: Incident, reader: Reader): IncidentRow {
  const { from, to } = lastStint(member);
  return {
    host: cut(oneLine(member.host), 130),
    about: cut(aboutOf(member, cause, members, reader), 250),
    state: stateOf(member, cause, reader),
    since: from,
    // Whoever stopped to look did not see it end.
    ...(to === undefined || standingOf(member) === 'unwatched' ? {} : { until: to }),
  };
}

function aboutOf(member: Member, cause: string, members: readonly Member[], reader: Reader): string {
  const title = oneLine(member.title[reader.language]);
  const isInHeadline = members.every(
    ({ title: one }) => one[reader.language] === member.title[reader.language],
  );
  return cause === couldNotLook || !isInHeadline ? title : nameSubject(member.subject, reader);
}

function stateOf(member: Member, cause: string, { t }: Reader): string {
  const isBlind = cause === couldNotLook;
  const standing = standingOf(member);
  switch (standing) {
    case 'there':
      return isBlind ? t`cannot be looked at` : t`still there`;
    case 'gone':
      return isBlind ? t`can be looked at again` : t`gone`;
    case 'unwatched':
      return t`not watched any more`;
    default:
      return standing satisfies never;
  }
}

/** When the last of what an incident says happened. ISO 8601. */
export function lastChangeOf({ members, openedAt }: Incident): string {
  const times = members.flatMap((member) => {
    const { from, to } = lastStint(member);
    return [from, to ?? from];
  });
  return times.reduce((latest, one) => (Date.parse(one) > Date.parse(latest) ? one : latest), openedAt);
}
