import { z } from 'zod';
import { Subject } from './report.ts';
import { Tried } from './tried.ts';
import { InEveryLanguage } from '../text/language.ts';

/** ISO 8601. */
const At = z.iso.datetime();

/** A time during which a fault was there; open where it is. */
export const Stint = z.object({ from: At, to: At.optional() });
export type Stint = z.infer<typeof Stint>;

/** A host that an incident is about. One fault is told from another by host, cause and subject, never by words. */
export const Member = z.object({
  host: z.string(),
  subject: Subject,
  title: InEveryLanguage,
  apply: z.string().optional(),
  /** Absent in records of an older version, where it is the incident's. */
  severity: z.enum(['critical', 'warning']).optional(),
  /** Names of the destinations that are told of this host, in their order; absent as `severity` is. */
  to: z.array(z.string()).optional(),
  /** In their order; only the last one may be open. */
  stints: z.array(Stint).min(1),
  /** Nobody looks at it any more: whether the fault is still there is not known. */
  unwatched: z.boolean().optional(),
});
export type Member = z.infer<typeof Member>;

/** One cause, on one host or on many, for as long as it lasts: one message wherever it is told. */
export const Incident = z.object({
  schema: z.literal('ferryman.incident/1'),
  id: z.string(),
  cause: z.string(),
  /** The worst of those that are there now; of one that is over, what it was last. */
  severity: z.enum(['critical', 'warning']),
  /** Names of all destinations that are told, in their order; not each of them is told of every member. */
  to: z.array(z.string()),
  /** `flapping`: it comes and goes, which is said once; it counts as over when it has stayed away for a while. */
  state: z.enum(['open', 'flapping', 'resolved']),
  openedAt: At,
  /** When it was gone. */
  resolvedAt: At.optional(),
  /** When that was known: somebody looks later, and what flaps has to stay away first. Absent in records of an older version. */
  settledAt: At.optional(),
  members: z.array(Member).min(1),
  tried: Tried.optional(),
  /** Counts its changes, from 1. */
  revision: z.number(),
});
export type Incident = z.infer<typeof Incident>;

/** From a warning to critical, which is told like a beginning. */
export function isWorse(before: Incident['severity'] | undefined, now: Incident['severity']): boolean {
  return before === 'warning' && now === 'critical';
}

/** The cause of an incident about hosts that nobody could look at. */
export const couldNotLook = 'could-not-look';
/** The cause of what does not answer where no rule knows why. */
export const unexplained = 'unexplained';

/** The collection of records of those that are long over, beside `incidents`. */
export const pastIncidents = 'incidents-past';
