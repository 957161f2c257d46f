import type { Context } from '@slack/bolt';
import { z } from 'zod';
import type { Whisper } from '../../src/notify/whisper.ts';
import type { Request } from '../ask.ts';

/** What somebody wrote, as an event brings it; messages of bots and what happened to messages are none of it. */
export const Written = z.object({
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  channel: z.string(),
  thread_ts: z.string().optional(),
  /** Whose person it is. */
  user_team: z.string().optional(),
  team: z.string().optional(),
  bot_id: z.undefined().optional(),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
});
export type Written = z.infer<typeof Written>;

/** A channel id of Slack's begins with D where only the two talk. */
export function isDirect({ channel }: Pick<Written, 'channel'>): boolean {
  return channel.startsWith('D');
}

/**
 * A message as a request. It is answered in its thread: the question stands above the answer, and the channel stays readable. One
 * message is one request, however often and by whatever event Slack tells of it.
 */
export function saidRequest(
  written: Written,
  context: Context,
  { whisper }: { readonly whisper: Whisper },
): Request {
  const { user: userId, channel: channelId, ts, thread_ts: thread } = written;
  const threadTs = thread ?? (isDirect(written) ? undefined : ts);
  return {
    userId,
    teamId: context.teamId ?? '',
    enterpriseId: context.enterpriseId,
    userTeamId: written.user_team ?? written.team,
    channelId,
    threadTs,
    triggerId: `said ${ts}`,
    tell: (message) => whisper({ channelId, userId, threadTs }, message),
  };
}
