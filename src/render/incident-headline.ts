import { couldNotLook, type Incident, type Member, unexplained } from '../report/incident.ts';
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
  const hosts = hostsOf(meant).length;
  if (cause === couldNotLook) return blindHeadline(where, first, hosts, reader);
  const title = titleOf(first, reader);
  // Each host says it of its own containers and files.
  if (hosts === 1 || meant.every((member) => titleOf(member, reader) === title))
    return reader.t`${where}: ${title}`;
  const host = cut(oneLine(first.host), 130);
  return cause === unexplained
    ? reader.t`${where} at about the same time. On ${host}: ${title}`
    : reader.t`${where}, the same cause. On ${host}: ${title}`;
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
