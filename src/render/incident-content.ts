import { couldNotLook, type Incident, type Member, unexplained } from '../report/incident.ts';
import type { Reader } from '../text/reader.ts';
import { incidentHeadline } from './incident-headline.ts';
import { inOrder, type IncidentRow, rowOf, standingOf } from './incident-members.ts';
import { lookFacts, type TriedLine, triedLines } from './incident-tried.ts';
import { tellSpan } from './incident-span.ts';
import { cut, oneLine } from './untrusted.ts';

/** All that a message about an incident says, in the reader's language; how it looks is up to whoever draws it. No text is escaped. */
export interface IncidentContent {
  /** Stands beside `state`, which says the same in words. */
  readonly mark: string;
  readonly state: string;
  /** `7 of 12 hosts: Docker's bridge covers the network card's subnet`. */
  readonly headline: string;
  /** `Since`, a time; `Lasted`, a text. What grows by itself is not among them: nothing draws them anew while nothing changes. */
  readonly facts: readonly IncidentFact[];
  /** Whole sentences: what is not known, mostly. */
  readonly notes: readonly string[];
  /** What people had Ferryman do about it. */
  readonly tried: readonly TriedLine[];
  readonly table: {
    readonly host: string;
    readonly about: string;
    readonly state: string;
    readonly since: string;
    readonly until: string;
  };
  readonly rows: readonly IncidentRow[];
  /** `… and 3 more`, where there are more than are shown. */
  readonly more?: string;
  /** Commands for Slack, where somebody can do something now. */
  readonly todo?: { readonly label: string; readonly commands: readonly string[] };
}

export type IncidentFact =
  | { readonly label: string; readonly text: string }
  /** ISO 8601. */
  | { readonly label: string; readonly at: string };

export interface Scene {
  readonly reader: Reader;
  /** How many hosts are watched. */
  readonly watched: number;
}

const mostRows = 20;
const mostCommands = 5;

export function incidentContent(incident: Incident, scene: Scene): IncidentContent {
  const { reader } = scene;
  const { t } = reader;
  const members = inOrder(incident.members);
  const rest = members.length - mostRows;
  const todo = whatToDo(incident, members, reader);
  return {
    mark: markOf(incident),
    state: stateOf(incident, reader),
    headline: incidentHeadline(incident, scene),
    facts: factsOf(incident, reader),
    notes: notesOf(incident, reader),
    tried: triedLines(incident, reader),
    table: { host: t`Host`, about: t`Subject`, state: t`State`, since: t`Since`, until: t`Until` },
    rows: members.slice(0, mostRows).map((member) => rowOf(member, incident, reader)),
    ...(rest > 0 && { more: t`… and ${rest} more` }),
    ...(todo && { todo }),
  };
}

/** Nobody saw it end everywhere: it is over only because nobody looks there any more. */
function isLostSightOf({ state, members }: Incident): boolean {
  return state === 'resolved' && members.some((member) => standingOf(member) === 'unwatched');
}

export function markOf(incident: Incident): string {
  if (incident.state === 'resolved') return isLostSightOf(incident) ? '⚪' : '✅';
  return markOfOpen(incident);
}

/** While it is not over. */
export function markOfOpen({
  state,
  severity,
  cause,
}: Pick<Incident, 'state' | 'severity' | 'cause'>): string {
  if (state === 'flapping') return '🔁';
  if (cause === couldNotLook) return '⚫';
  return severity === 'critical' ? '🔴' : '🟠';
}

export function stateOf(incident: Incident, { t }: Reader): string {
  switch (incident.state) {
    case 'open':
      return incident.severity === 'critical' ? t`open, critical` : t`open, a warning`;
    case 'flapping':
      return t`comes and goes`;
    case 'resolved':
      return isLostSightOf(incident) ? t`not watched any more` : t`resolved`;
    default:
      return incident.state satisfies never;
  }
}

function factsOf(incident: Incident, reader: Reader): IncidentFact[] {
  const { t } = reader;
  const { openedAt, resolvedAt, state } = incident;
  return [
    { label: t`Since`, at: openedAt },
    ...(resolvedAt === undefined ? [] : endOf(incident, resolvedAt, reader)),
    ...(state === 'flapping' ? [{ label: t`Came`, text: howOften(incident.members, reader) }] : []),
    ...lookFacts(incident, reader),
  ];
}

function endOf(incident: Incident, at: string, reader: Reader): IncidentFact[] {
  const { t } = reader;
  const isLost = isLostSightOf(incident);
  const lasted = tellSpan(Date.parse(at) - Date.parse(incident.openedAt), reader);
  return [
    { label: isLost ? t`Watched until` : t`Resolved at`, at },
    { label: isLost ? t`Lasted at least` : t`Lasted`, text: lasted },
  ];
}

/** Of the member that came most often: from the first time to the last. */
function howOften(members: readonly Member[], reader: Reader): string {
  const [{ stints } = { stints: [] }] = members.toSorted(
    (one, other) => other.stints.length - one.stints.length,
  );
  const [first = '', last = ''] = [stints[0]?.from, stints.at(-1)?.from];
  const span = tellSpan(Date.parse(last) - Date.parse(first), reader);
  return stints.length === 1 ? reader.t`once` : reader.t`${stints.length} times in ${span}`;
}

function notesOf(incident: Incident, reader: Reader): string[] {
  const { t } = reader;
  const { cause, state, members } = incident;
  const isOver = state === 'resolved';
  const left = members
    .filter((member) => standingOf(member) === 'unwatched')
    .map(({ host }) => oneLine(host));
  return [
    ...(cause === couldNotLook && !isOver
      ? [t`Nobody could look there, so nobody knows whether anything is wrong.`]
      : []),
    ...(cause === couldNotLook && isOver && !isLostSightOf(incident)
      ? [t`What a look finds there now is told separately.`]
      : []),
    ...(cause === unexplained && !isOver ? [t`No known cause explains it.`] : []),
    ...(state === 'flapping'
      ? [t`It is not told again each time; it counts as over when it has stayed away for a while.`]
      : []),
    ...unwatchedNote(left, reader),
  ];
}

function unwatchedNote(hosts: readonly string[], { t }: Reader): string[] {
  const [first] = hosts;
  if (first === undefined) return [];
  return hosts.length === 1
    ? [t`${cut(first, 130)} is not watched any more: how it is now is not known.`]
    : [t`${hosts.length} hosts are not watched any more: how they are now is not known.`];
}

function whatToDo(
  { cause, state }: Incident,
  members: readonly Member[],
  { t }: Reader,
): IncidentContent['todo'] {
  const there = members.filter((member) => standingOf(member) === 'there');
  if (state === 'resolved') return undefined;
  const fixes = [...new Set(there.flatMap(({ apply }) => (apply === undefined ? [] : [oneLine(apply)])))];
  if (fixes.length > 0) return { label: t`Ask for a fix`, commands: fixes.slice(0, mostCommands) };
  const [first] = there;
  if (first === undefined || cause === couldNotLook) return undefined;
  return { label: t`All about it`, commands: [`/diagnose ${oneLine(first.host)}`] };
}
