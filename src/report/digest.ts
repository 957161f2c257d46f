import { z } from 'zod';
import { Fixed } from './day.ts';
import { Incident } from './incident.ts';
import { InEveryLanguage } from '../text/language.ts';

/** ISO 8601. */
const At = z.iso.datetime();

/** An incident as one line of a digest. */
const DigestIncident = z.object({
  ...Incident.pick({
    id: true,
    cause: true,
    severity: true,
    state: true,
    openedAt: true,
    resolvedAt: true,
  }).shape,
  headline: InEveryLanguage,
  /** It began outside working hours, and was not told before they began. */
  heldBack: z.boolean(),
  /** It is over only because nobody looks any more. */
  lostSight: z.boolean(),
  /** Milliseconds from the first sign to the message that named the cause; absent where none was told, or where no cause is known. */
  causeAfterMs: z.number().optional(),
});
export type DigestIncident = z.infer<typeof DigestIncident>;

const SiteStates = z.object({
  /** Absent: the hosts that name none. */
  site: z.string().optional(),
  hosts: z.number(),
  critical: z.number(),
  warning: z.number(),
  unseen: z.number(),
  well: z.number(),
  unknown: z.number(),
});
export type SiteStates = z.infer<typeof SiteStates>;

/** A time in which a host was not well. */
const Span = z.object({ from: At, to: At, state: z.enum(['critical', 'warning', 'unseen']) });
export type Span = z.infer<typeof Span>;

/** The last days of the hosts that had anything, those of a site side by side: what the picture shows. */
const DigestChart = z.object({
  from: At,
  to: At,
  rows: z.array(z.object({ host: z.string(), site: z.string().optional(), spans: z.array(Span) })),
  /** Hosts that had something as well, and less of it. */
  more: z.number(),
});
export type DigestChart = z.infer<typeof DigestChart>;

/** At most so many lines of a kind are kept; `total` counts all. */
function some<T extends z.ZodType>(item: T) {
  return z.object({ total: z.number(), lines: z.array(item) });
}

/**
 * The contract `ferryman.digest/1`: what happened between two moments and how things stand at the second, before anybody says it in a
 * language. Described in docs/digest.md.
 */
export const DigestFacts = z.object({
  schema: z.literal('ferryman.digest/1'),
  /** `2026-11-23`, by the clocks of the zone. */
  day: z.string(),
  /** IANA name. */
  zone: z.string(),
  /** What happened from `from` on, and before `to`. */
  from: At,
  to: At,
  /** When it was to be sent; absent where somebody asked for it. */
  dueAt: At.optional(),
  open: some(DigestIncident),
  resolved: some(DigestIncident),
  sites: z.array(SiteStates),
  silent: some(
    z.object({ host: z.string(), site: z.string().optional(), since: At, because: InEveryLanguage }),
  ),
  fixes: some(Fixed),
  answers: z.object({
    /** Questions that were answered with a cause, or with that the host is well. */
    total: z.number(),
    /** There were more than are kept of a day. */
    atLeast: z.boolean(),
    withCause: z.number(),
    /** Of those with a cause: from the question to the card; absent where there is none. */
    medianMs: z.number().optional(),
  }),
  chart: DigestChart,
});
export type DigestFacts = z.infer<typeof DigestFacts>;

/** Of one day, and whom it has reached. */
export const DigestRecord = z.object({
  schema: z.literal('ferryman.digest-record/1'),
  facts: DigestFacts,
  /** By the name of the destination. */
  told: z.record(
    z.string(),
    z.object({
      /** `telling`: somebody is at it, or ended in the middle. */
      state: z.enum(['telling', 'told', 'failed']),
      at: At,
      /** Attempts. */
      times: z.number(),
      because: z.string().optional(),
    }),
  ),
});
export type DigestRecord = z.infer<typeof DigestRecord>;

/** Since when there is a digest at all, and up to when the last one told. */
export const DigestHours = z.object({ since: At, until: At.optional() });
