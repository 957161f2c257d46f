import type { BlockButtonAction, SlashCommand } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Context } from '@slack/bolt';
import { respondTo } from '../src/notify/respond.ts';
import type { Request } from './ask.ts';

interface Deps {
  readonly logger: Logger;
  readonly fetch?: FetchFunction | undefined;
}

/** What a slash command says of who asks, and where. */
export function typedRequest(command: SlashCommand, deps: Deps): Request {
  return {
    userId: command.user_id,
    teamId: command.team_id,
    enterpriseId: command.enterprise_id,
    channelId: command.channel_id,
    triggerId: command.trigger_id,
    replyUrl: command.response_url,
    tell: (message) => respondTo(command.response_url, message, deps),
  };
}

/** The same of a click. `within` makes the answer a reply to the message that was clicked, also where it is no reply itself. */
export function clickedRequest(
  body: BlockButtonAction,
  context: Context,
  { within = false, ...deps }: Deps & { within?: boolean },
): Request {
  const { thread_ts: thread, message_ts: message, is_ephemeral: isEphemeral } = body.container;
  // To what one person alone was told nobody can reply.
  const isRoot = within && isEphemeral !== true;
  const threadTs = typeof thread === 'string' ? thread : isRoot ? message : undefined;
  return {
    userId: body.user.id,
    teamId: body.team?.id ?? context.teamId ?? '',
    enterpriseId: body.enterprise?.id ?? context.enterpriseId,
    userTeamId: body.user.team_id,
    channelId: body.channel?.id ?? '',
    threadTs: typeof threadTs === 'string' ? threadTs : undefined,
    triggerId: body.trigger_id,
    replyUrl: body.response_url,
    tell: (told) => respondTo(body.response_url, told, deps),
  };
}
