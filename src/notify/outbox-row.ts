import { z } from 'zod';
import type { SlackMessage } from '../render/slack/message.ts';
import type { OutboxEntry } from './outbox-store.ts';

const Message = z.custom<SlackMessage>(
  (value) => typeof value === 'object' && value !== null && 'text' in value && 'blocks' in value,
);

const Kept = z.object({
  channelId: z.string(),
  threadTs: z.string().optional(),
  broadcast: z.boolean().optional(),
  /** ISO 8601: nothing of this message is older. */
  since: z.string(),
  /** Absent for a message that somebody else posted. */
  mark: z.object({ job: z.string(), part: z.string() }).optional(),
  /** Absent until Slack has named it. */
  ts: z.string().optional(),
  /** Milliseconds since 1970: a post was sent then, and may stand there. */
  triedAt: z.number().optional(),
  /** Its job's worker has it: whoever announced it while the job waited writes no more. */
  taken: z.boolean().optional(),
  /** Milliseconds since 1970 until which an announcement that was sent may still arrive. */
  announcedUntil: z.number().optional(),
  /** How often it was wanted otherwise, and how much of that stands there. */
  version: z.number(),
  shown: z.number(),
  /** What is to stand there; absent where it does. */
  wanted: Message.optional(),
  /** Milliseconds since 1970 since when that is so. */
  wantedSince: z.number().optional(),
});

/** All that is known of one message. */
export interface Row extends z.infer<typeof Kept> {
  readonly id: string;
  lane: string;
  order: number;
}

export function entryOf(row: Row, heldUntil: number | undefined): OutboxEntry {
  const { id, lane, order, ...kept } = row;
  const { channelId, ts, wantedSince } = kept;
  return {
    id,
    lane,
    order,
    ...(ts === undefined ? {} : { at: placeOf({ channelId, ts }) }),
    text: JSON.stringify(kept),
    ...(heldUntil === undefined ? {} : { heldUntil, waitsSince: wantedSince }),
  };
}

/** Undefined where another version of this program wrote it, or where it is damaged. */
export function rowOf({ id, lane, order, text }: OutboxEntry): Row | undefined {
  const kept = Kept.safeParse(parsed(text)).data;
  return kept && { ...kept, id, lane, order };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a message stands. */
export function placeOf({ channelId, ts }: { channelId: string; ts: string }): string {
  return `${channelId}/${ts}`;
}
