import { z } from 'zod';
import { LANGUAGES } from '../text/language.ts';

/** ISO 8601. */
const At = z.iso.datetime();

const Port = z.int().min(1).max(65_535);

/** A host is looked at no more and no less often than this, in milliseconds. */
export const WATCH_EVERY = { leastMs: 30_000, mostMs: 86_400_000 } as const;
/** The longest that anything is kept quiet at a time, in milliseconds: what is meant to last longer is no planned work. */
export const QUIET_MOST_MS = 14 * 86_400_000;

/** Who wants a host, or all hosts of a tag, to be looked at again and again. */
export const Watch = z.object({
  schema: z.literal('ferryman.watch/1'),
  id: z.string(),
  /** A host's name or a tag: whichever the inventory knows, the host first. */
  on: z.string(),
  /** Tried from outside and on the host; empty: the host as a whole. */
  ports: z.array(Port),
  everyMs: z.number(),
  /** The name of a destination, or the id of a channel; absent: as `notify:` says. */
  to: z.string().optional(),
  language: z.enum(LANGUAGES).optional(),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), userId: z.string(), at: At }),
    z.object({ kind: z.literal('config') }),
  ]),
});
export type Watch = z.infer<typeof Watch>;

/** Planned work: for so long nothing new of these hosts is announced. */
export const Quiet = z.object({
  schema: z.literal('ferryman.quiet/1'),
  id: z.string(),
  on: z.string(),
  from: At,
  until: At,
  because: z.string(),
  byUserId: z.string(),
});
export type Quiet = z.infer<typeof Quiet>;
