import type { WebClient } from '@slack/web-api';
import { failureOf } from './failure.ts';

/** Where a message of a job stands. Slack has no idempotency key; metadata on the message takes its place. */
export interface Mark {
  readonly job: string;
  /** `root`, or which reply. */
  readonly part: string;
}

export const markType = 'ferryman_job';

export interface Haystack {
  readonly channelId: string;
  /** Look among the replies of this root; else among the channel's own messages. */
  readonly threadTs?: string | undefined;
  /** Seconds since 1970: nothing older is of this job. */
  readonly oldest: number;
}

/** The `ts` of the message with this mark; undefined where there is none, or where Slack does not let the bot look. */
export async function findMessage(
  client: WebClient,
  mark: Mark,
  { channelId, threadTs, oldest }: Haystack,
): Promise<string | undefined> {
  let cursor = '';
  for (let page = 0; page < 5; page += 1) {
    const span = {
      channel: channelId,
      oldest: String(oldest),
      limit: 200,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    };
    const found =
      threadTs === undefined
        ? await client.conversations.history(span)
        : await client.conversations.replies({ ...span, ts: threadTs });
    const hit = (found.messages ?? []).find(({ metadata }) => isMarked(metadata, mark));
    if (hit?.ts !== undefined) return hit.ts;
    cursor = found.response_metadata?.next_cursor ?? '';
    if (cursor === '') return undefined;
  }
  return undefined;
}

/** Without the right to look, a message may show twice; that is better than none. */
export function mayNotLook(error: unknown): string | undefined {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.error : undefined;
}

function isMarked(
  metadata: { event_type?: string; event_payload?: object } | undefined,
  mark: Mark,
): boolean {
  if (metadata?.event_type !== markType) return false;
  const payload: { job?: unknown; part?: unknown } = metadata.event_payload ?? {};
  return payload.job === mark.job && payload.part === mark.part;
}
