import { z } from 'zod';
import { Incident } from '../report/incident.ts';
import { Subject } from '../report/report.ts';
import { InEveryLanguage } from '../text/language.ts';
import type { Reader } from '../text/reader.ts';
import { incidentHeadline } from './incident-headline.ts';
import { lastChangeOf, lastStint, standingOf } from './incident-members.ts';

/** ISO 8601. */
const At = z.iso.datetime();

const EventMember = z.object({
  host: z.string(),
  subject: Subject,
  /** `unwatched`: nobody looks any more, so how it is now is not known. */
  state: z.enum(['there', 'gone', 'unwatched']),
  since: At,
  until: At.optional(),
  title: InEveryLanguage,
  /** What can be typed in Slack to ask for a fix. */
  apply: z.string().optional(),
});

/** What a webhook is sent of an incident: the contract `ferryman.incident-event/1`, described in docs/destinations.md. */
export const IncidentEvent = z.object({
  schema: z.literal('ferryman.incident-event/1'),
  type: z.enum(['incident.opened', 'incident.changed', 'incident.flapping', 'incident.resolved']),
  /** When that came about, which every retry leaves as it is. */
  timestamp: At,
  data: z.object({
    id: z.string(),
    /** Counts the changes of the incident: what has a lower one than you know came late. */
    revision: z.number(),
    cause: z.string(),
    severity: Incident.shape.severity,
    state: Incident.shape.state,
    openedAt: At,
    resolvedAt: At.optional(),
    headline: z.string(),
    hosts: z.object({ affected: z.number(), watched: z.number() }),
    members: z.array(EventMember),
    tried: Incident.shape.tried,
  }),
});
export type IncidentEvent = z.infer<typeof IncidentEvent>;

export function incidentEvent(incident: Incident, { reader, watched, before }: EventScene): IncidentEvent {
  const { id, revision, cause, severity, state, openedAt, resolvedAt } = incident;
  const members = incident.members.map((member) => {
    const { from, to } = lastStint(member);
    const { host, subject, title, apply } = member;
    return {
      host,
      subject,
      state: standingOf(member),
      since: from,
      ...(to === undefined ? {} : { until: to }),
      title,
      ...(apply === undefined ? {} : { apply }),
    };
  });
  const affected = new Set(members.flatMap((one) => (one.state === 'there' ? [one.host] : []))).size;
  return {
    schema: 'ferryman.incident-event/1',
    type: typeOf(state, before),
    timestamp: lastChangeOf(incident),
    data: {
      id,
      revision,
      cause,
      severity,
      state,
      openedAt,
      ...(resolvedAt === undefined ? {} : { resolvedAt }),
      headline: incidentHeadline(incident, { reader, watched }),
      hosts: { affected, watched },
      members,
      ...(incident.tried === undefined ? {} : { tried: incident.tried }),
    },
  };
}

export interface EventScene {
  readonly reader: Reader;
  readonly watched: number;
  /** As it was told last; undefined: not at all. */
  readonly before: Incident['state'] | undefined;
}

function typeOf(state: Incident['state'], before: Incident['state'] | undefined): IncidentEvent['type'] {
  if (state === 'resolved') return 'incident.resolved';
  if (state === 'flapping') return before === 'flapping' ? 'incident.changed' : 'incident.flapping';
  return before === undefined || before === 'resolved' ? 'incident.opened' : 'incident.changed';
}
