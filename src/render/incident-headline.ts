import { couldNotLook, type Incident, type Member } from '../report/incident.ts';
import type { Reader } from '../text/reader.ts';
import { inOrder, standingOf } from './incident-members.ts';
import { cut, oneLine } from './untrusted.ts';

/** One line that says where and what: of the hosts that have it now or, where it is over, of those that had it. */
export function incidentHeadline(
  { cause, state, members }: Incident,
  { reader, watched }: { readonly reader: Reader; readonly watched: number },
): string {
  const there = members.filter((member) => standingOf(member) === 'there');
  const meant = there.length > 0 ? there : members;
  const [first] = inOrder(meant);
  if (first === undefined) return '';
  const where = whereOf(meant, state === 'resolved' ? undefined : watched, reader);
  return cause === couldNotLook
    ? blindHeadline(where, first, hostsOf(meant).length, reader)
    : reader.t`${where}: ${titleOf(first, reader)}`;
}

function hostsOf(members: readonly Member[]): string[] {
  return [...new Set(members.map(({ host }) => host))];
}

/** @param watched undefined: not to be said */
function whereOf(members: readonly Member[], watched: number | undefined, { t }: Reader): string {
  const hosts = hostsOf(members);
  const [first] = hosts;
  if (hosts.length === 1 && first !== undefined) return cut(oneLine(first), 130);
  // Whoever ends a watch makes them fewer than have it.
  return watched === undefined || watched < hosts.length
    ? t`${hosts.length} hosts`
    : t`${hosts.length} of ${watched} hosts`;
}

function blindHeadline(where: string, first: Member, hosts: number, reader: Reader): string {
  const { t } = reader;
  const standing = standingOf(first);
  switch (standing) {
    case 'there':
      return hosts === 1
        ? t`Nobody can look at ${where}: ${titleOf(first, reader)}`
        : t`Nobody can look at ${where}`;
    case 'gone':
      return t`${where} can be looked at again`;
    case 'unwatched':
      return t`Nobody could look at ${where}`;
    default:
      return standing satisfies never;
  }
}

function titleOf({ title }: Member, { language }: Reader): string {
  return cut(oneLine(title[language]), 250);
}
