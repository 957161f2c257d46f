import { couldNotLook, type Incident } from '../report/incident.ts';
import type { HostStatus, JobStatus, Status } from '../status/status.ts';
import type { Reader } from '../text/reader.ts';
import { list } from '../text/say.ts';
import { incidentHeadline } from './incident-headline.ts';
import { markOf, stateOf } from './incident-content.ts';
import { inOrder, standingOf } from './incident-members.ts';
import { troublesOf } from './status-troubles.ts';
import {
  countOf,
  isShared,
  kindWords,
  siteName,
  stateMarks,
  statesInOrder,
  stateWords,
} from './status-words.ts';
import { nameTarget } from './target.ts';
import { cut, oneLine } from './untrusted.ts';
import { wordsFor } from './words.ts';

/** All that `/status` and the dashboard say, in the reader's language; how it looks is theirs. No text is escaped; times are ISO 8601. */
export interface StatusContent {
  readonly at: string;
  /** `3 hosts: 1 critical, 2 healthy`. */
  readonly headline: string;
  /** How many hosts are in each state; without those that none is in. */
  readonly tally: readonly Tally[];
  /** What is wrong with Ferryman itself: whole sentences, the gravest first. */
  readonly troubles: readonly string[];
  readonly incidents: readonly StatusIncident[];
  readonly sites: readonly StatusSite[];
  readonly jobs: readonly StatusJob[];
  readonly queues: readonly StatusQueue[];
  readonly store: string;
}

export interface Tally {
  readonly state: HostStatus['state'];
  readonly mark: string;
  readonly count: number;
  /** `2 healthy`. */
  readonly text: string;
}

export interface StatusIncident {
  readonly id: string;
  readonly mark: string;
  /** `open, critical`. */
  readonly state: string;
  /** `blind`: nobody could look. */
  readonly tone: 'critical' | 'warning' | 'blind';
  readonly headline: string;
  readonly since: string;
  /** Those that have it now; empty where the headline names the only one. */
  readonly hosts: readonly string[];
  /** `… and 3 more`, where there are more than are named. */
  readonly moreHosts?: string;
}

export interface StatusSite {
  readonly name: string;
  readonly tally: readonly Tally[];
  /** `2 workers`; absent where nobody can tell. */
  readonly workers?: string;
  /** Nobody looks at its hosts. */
  readonly unserved: boolean;
  /** The gravest first. */
  readonly hosts: readonly StatusHost[];
}

export interface StatusHost {
  readonly name: string;
  readonly tags: readonly string[];
  readonly state: HostStatus['state'];
  readonly mark: string;
  readonly stateText: string;
  readonly about: readonly StatusLine[];
  /** There is no more to say of it than its state. */
  readonly calm: boolean;
  /** An open incident says all of that. */
  readonly announced: boolean;
  /** When somebody saw something of it last; absent where it is calm, which changes with each look and nobody reads. */
  readonly seenAt?: string;
  readonly late: boolean;
  /** Until when nothing new of it is announced, and why. */
  readonly quiet?: { readonly until: string; readonly because: string };
}

/** What is known of a host, and since when. */
export interface StatusLine {
  readonly text: string;
  readonly since?: string;
}

export interface StatusJob {
  readonly id: string;
  readonly text: string;
  readonly site?: string;
  readonly since: string;
  readonly running: boolean;
}

export interface StatusQueue {
  readonly kind: string;
  /** Empty where there is only one, and where any worker takes them. */
  readonly site: string;
  readonly running: number;
  readonly waiting: number;
  readonly waitsSince?: string;
}

const mostHostsOfAnIncident = 20;
const calmStates: ReadonlySet<HostStatus['state']> = new Set(['well', 'unknown', 'unwatched']);

export function statusContent(status: Status, reader: Reader): StatusContent {
  const { at, hosts, incidents, sites, queues, jobs, store } = status;
  const tally = tallyOf(hosts, reader);
  const states = stateWords(reader);
  const told = titlesTold(incidents);
  return {
    at,
    headline: headlineOf(hosts.length, tally, reader),
    tally,
    troubles: troublesOf(status, reader),
    incidents: incidents.map((incident) => incidentRow(incident, status, reader)),
    sites: sites.map(({ site, workers }) => {
      const here = hosts.filter((host) => host.site === site);
      return {
        // Where no host names a site it would say nothing.
        name: sites.length === 1 && site === undefined ? '' : oneLine(siteName(site, reader)),
        tally: tallyOf(here, reader),
        ...(workers === undefined ? {} : { workers: workersText(workers, reader) }),
        unserved: workers === 0,
        hosts: statesInOrder.flatMap((state) =>
          here
            .filter((host) => host.state === state)
            .map((host) => hostRow(host, states[host.state], told, reader)),
        ),
      };
    }),
    jobs: jobs.map((job) => jobRow(job, reader)),
    queues: queues.map(({ kind, site, running, waiting, waitsSince }) => ({
      kind: kindWords(kind, reader),
      site: sites.length === 1 || isShared(kind) ? oneLine(site ?? '') : oneLine(siteName(site, reader)),
      running,
      waiting,
      ...(waitsSince === undefined ? {} : { waitsSince }),
    })),
    store: oneLine(store),
  };
}

function tallyOf(hosts: readonly HostStatus[], reader: Reader): Tally[] {
  return statesInOrder.flatMap((state) => {
    const count = hosts.filter((host) => host.state === state).length;
    return count === 0
      ? []
      : [{ state, mark: stateMarks[state], count, text: countOf(state, count, reader) }];
  });
}

function headlineOf(count: number, tally: readonly Tally[], { t }: Reader): string {
  if (count === 0) return t`There are no hosts yet: write them into ferryman.yaml.`;
  const counts = list(
    tally.map(({ text }) => text),
    'phrases',
  );
  return count === 1 ? t`1 host: ${counts}` : t`${count} hosts: ${counts}`;
}

function workersText(workers: number, { t }: Reader): string {
  if (workers === 0) return t`no worker`;
  return workers === 1 ? t`1 worker` : t`${workers} workers`;
}

function incidentRow(incident: Incident, { watched }: Status, reader: Reader): StatusIncident {
  const there = inOrder(incident.members).filter((member) => standingOf(member) === 'there');
  const hosts = [...new Set(there.map(({ host }) => cut(oneLine(host), 130)))];
  const left = hosts.length - mostHostsOfAnIncident;
  return {
    id: incident.id,
    mark: markOf(incident),
    state: stateOf(incident, reader),
    tone: incident.cause === couldNotLook ? 'blind' : incident.severity,
    headline: incidentHeadline(incident, { reader, watched }),
    since: incident.openedAt,
    hosts: hosts.length > 1 ? hosts.slice(0, mostHostsOfAnIncident) : [],
    ...(left > 0 && { moreHosts: reader.t`… and ${left} more` }),
  };
}

function hostRow(host: HostStatus, stateText: string, told: Titles, reader: Reader): StatusHost {
  const { name, tags, state, seenAt, late, quiet } = host;
  const about = aboutOf(host, reader);
  const calm = calmStates.has(state) && about.length === 0 && !late && quiet === undefined;
  return {
    name: cut(oneLine(name), 130),
    tags: tags.map(oneLine),
    state,
    mark: stateMarks[state],
    stateText,
    about,
    calm,
    announced: isAnnounced(host, told),
    ...(seenAt === undefined || calm ? {} : { seenAt }),
    late,
    ...(quiet && { quiet: { until: quiet.until, because: cut(oneLine(quiet.because), 250) } }),
  };
}

/** Of what incidents say, by host: where hundreds of hosts are in each of them, nobody looks through all for each host. */
type Titles = ReadonlyMap<string, ReadonlySet<string>>;

function titlesTold(incidents: readonly Incident[]): Titles {
  const titles = new Map<string, Set<string>>();
  for (const { host, title } of incidents.flatMap(({ members }) => members)) {
    titles.set(host, (titles.get(host) ?? new Set()).add(title.en));
  }
  return titles;
}

function isAnnounced({ name, faults, unseen, repaired }: HostStatus, told: Titles): boolean {
  const its = told.get(name);
  return faults.length > 0 && !unseen && !repaired && faults.every(({ title }) => its?.has(title.en));
}

function aboutOf({ state, faults, unseen, repaired }: HostStatus, { t, language }: Reader): StatusLine[] {
  const because = unseen && cut(oneLine(unseen.because[language]), 250);
  const told = faults.map(({ title, since }) => ({ text: cut(oneLine(title[language]), 250), since }));
  return [
    ...(repaired ? [{ text: t`Ferryman is changing it just now` }] : []),
    ...(unseen && because !== undefined
      ? [
          {
            text: state === 'unseen' ? because : t`the last look saw nothing: ${because}`,
            since: unseen.since,
          },
        ]
      : []),
    // What was known before is not known to be over.
    ...told.map((one) => (state === 'unseen' ? { ...one, text: t`before that: ${one.text}` } : one)),
  ];
}

function jobRow(
  { id, kind, host, container, asked, site, since, running }: JobStatus,
  reader: Reader,
): StatusJob {
  const { t } = reader;
  const place = oneLine(host ?? '');
  const named = cut(oneLine(container ?? ''), 130);
  const log = place === '' ? named : t`${named} on ${place}`;
  const text = {
    diagnose: t`Diagnosing ${nameTarget(place, asked, wordsFor(reader))}`,
    logs: t`Reading the log of ${log}`,
    follow: t`Following the log of ${log}`,
    'fix-plan': t`Planning a fix of ${place}`,
    'fix-apply': t`Changing ${place}`,
  }[kind];
  return { id, text, ...(site === undefined ? {} : { site: oneLine(site) }), since, running };
}
