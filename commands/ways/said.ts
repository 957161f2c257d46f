import type { Context } from '@slack/bolt';
import { z } from 'zod';
import type { Request } from '../ask.ts';
import { isDirect } from './direct.ts';
import { type TellDeps, tellPerson } from './tell-person.ts';

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

/**
 * A message as a request. It is answered in its thread: the question stands above the answer, and the channel stays readable. One
 * message is one request, however often and by whatever event Slack tells of it.
 */
export function saidRequest(written: Written, context: Context, deps: TellDeps): Request {
  const { user: userId, channel: channelId, ts, thread_ts: thread } = written;
  const threadTs = thread ?? (isDirect(channelId) ? undefined : ts);
  const triggerId = `said ${ts}`;
  return {
    userId,
    teamId: context.teamId ?? '',
    enterpriseId: context.enterpriseId,
    userTeamId: written.user_team ?? written.team,
    channelId,
    threadTs,
    triggerId,
    // What one person alone is told in a thread that nobody has answered in yet is shown to nobody.
    tell: tellPerson({ channelId, userId, threadTs: thread, triggerId, at: Number(ts) * 1000 }, deps),
  };
}
