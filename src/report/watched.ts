import { z } from 'zod';
import { InEveryLanguage } from '../text/language.ts';
import { Subject } from './report.ts';

/** ISO 8601. */
const At = z.iso.datetime();

/** One cause on one host, as small as an incident needs it. */
export const Fault = z.object({
  /** Id of the cause; `unexplained` where something does not answer and no cause was found. */
  cause: z.string(),
  severity: z.enum(['critical', 'warning']),
  subject: Subject,
  title: InEveryLanguage,
  /** `/fix-bridge hz-shop`, where one can be asked for. */
  apply: z.string().optional(),
  /** It was found by asking for this port; absent where the host was asked about as a whole. */
  port: z.number().optional(),
});
export type Fault = z.infer<typeof Fault>;

export const LastingFault = Fault.extend({
  since: At,
  /** How many looks have seen it, one that sees that nothing has changed included; absent: one. */
  looks: z.number().optional(),
});
export type LastingFault = z.infer<typeof LastingFault>;

/** What is known of a watched host: written by whoever looked at it last, read by whoever tells people. */
export const WatchedHost = z.object({
  schema: z.literal('ferryman.watched/1'),
  host: z.string(),
  site: z.string().optional(),
  tags: z.array(z.string()),
  /** The last look, whatever came of it. */
  lookedAt: At,
  /** Milliseconds after which the next one was to come. */
  everyMs: z.number().optional(),
  /** The last look that saw something; `faults` is what it saw. */
  seenAt: At.optional(),
  faults: z.array(LastingFault),
  /** Since when nobody could look, how often that was tried, and why. */
  unseen: z.object({ since: At, looks: z.number(), because: InEveryLanguage }).optional(),
  /** The last whole diagnosis. */
  wholeAt: At.optional(),
  /** How the host was set up, and what answered, when it was diagnosed last: a digest by part. Absent where it changed meanwhile. */
  print: z.record(z.string(), z.string()).optional(),
  /** What the last diagnosis found instead of `faults`, where there was no time for the second one that has to agree. */
  suspects: z.array(LastingFault).optional(),
  /** Digests of whole prints with which it had these faults; a look that sees one of them goes no further. */
  known: z.array(z.string()).optional(),
});
export type WatchedHost = z.infer<typeof WatchedHost>;
