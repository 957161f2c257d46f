import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';
import { type SlackAccess, slackClients } from './slack-clients.ts';
import { slackLogger } from './slack-logger.ts';

export interface Listener {
  readonly channelId: string;
  readonly userId: string;
  readonly threadTs?: string | undefined;
}

/** Tells one person of a channel something where there is no address to answer at: messages and events bring none. Whether it got there. */
export type Whisper = (to: Listener, message: SlackMessage) => Promise<boolean>;

export function createWhisper(access: SlackAccess, deps: { logger: Logger }): Whisper {
  const logger = deps.logger.child({ part: 'whisper' });
  const { posting } = slackClients(access, slackLogger(logger));
  return async ({ channelId, userId, threadTs }, { text, blocks }) => {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    const to = { channel: channelId, user: userId, ...thread };
    try {
      await posting.chat.postEphemeral({ ...to, text, blocks, link_names: false, parse: 'none' });
      return true;
    } catch (error) {
      logger.warn({ err: error, user: userId, channel: channelId }, 'somebody could not be told');
      return false;
    }
  };
}
