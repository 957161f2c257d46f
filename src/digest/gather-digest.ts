import type { WorkingHours } from '../config/types.ts';
import { nobodyLooks } from '../incidents/nobody-looks.ts';
import { withOverdue } from '../incidents/overdue.ts';
import { daysOf } from '../queue/days.ts';
import { collectionOf, type Records } from '../queue/records.ts';
import { incidentHeadline } from '../render/incident-headline.ts';
import { DeskHours } from '../report/desk-hours.ts';
import type { DigestFacts } from '../report/digest.ts';
import { Incident, pastIncidents } from '../report/incident.ts';
import { Told } from '../report/told.ts';
import { Watch } from '../report/watch.ts';
import { WatchedHost } from '../report/watched.ts';
import { inEveryLanguage } from '../text/language.ts';
import { readerOf } from '../text/reader.ts';
import { cover, type Watchable } from '../watches/cover.ts';
import { digestFacts, type DigestScene } from './digest-facts.ts';

export interface GatherDigest extends Pick<
  DigestScene,
  'day' | 'zone' | 'from' | 'to' | 'dueAt' | 'unseenLooks'
> {
  readonly records: Records;
  /** The inventory's. */
  readonly hosts: readonly Watchable[];
  readonly hours: WorkingHours | undefined;
}

/** Reads what happened, and how things stand. Rejects where the store does not answer. */
export async function gatherDigest({ records, hosts, ...when }: GatherDigest): Promise<DigestFacts> {
  const { from, to, unseenLooks } = when;
  const [watches, watched, incidents, past, told, desk, did] = await Promise.all([
    collectionOf(records, 'watches', Watch).list(),
    collectionOf(records, 'watched', WatchedHost).list(),
    collectionOf(records, 'incidents', Incident).list(),
    collectionOf(records, pastIncidents, Incident).list(),
    collectionOf(records, 'told', Told).list(),
    collectionOf(records, 'desk', DeskHours).read('hours'),
    daysOf(records).between(from, to),
  ]);
  const covered = new Map(cover([...watches.values()], hosts).map((one) => [one.host, one]));
  const overdue = withOverdue(
    [...watched.values()].filter(({ host }) => covered.has(host)),
    covered,
    {
      now: to,
      desk,
      unseenLooks,
      incidents: incidents.values(),
      because: nobodyLooks,
    },
  );
  const knownBy = new Map(overdue.map((host) => [host.host, host]));
  // One that is watched from now on has no record before its first look.
  const known = [...covered.values()].map(({ host, site }) => knownBy.get(host) ?? unlooked(host, site, to));
  return digestFacts({
    ...when,
    hosts: known,
    incidents: [...new Map([...past, ...incidents]).values()],
    told: told.values(),
    did,
    headlineOf: (incident) =>
      inEveryLanguage((language) =>
        incidentHeadline(incident, { reader: readerOf(language), watched: covered.size }),
      ),
  });
}

function unlooked(host: string, site: string | undefined, now: number): WatchedHost {
  const at = new Date(now).toISOString();
  return {
    schema: 'ferryman.watched/1',
    host,
    ...(site === undefined ? {} : { site }),
    tags: [],
    lookedAt: at,
    faults: [],
  };
}
