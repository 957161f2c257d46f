import type { Logger } from 'pino';
import type { SlackMessage } from '../render/slack/message.ts';
import { type SlackAccess, slackClients } from './slack-clients.ts';
import { slackLogger } from './slack-logger.ts';

export interface Listener {
  readonly channelId: string;
  readonly userId: string;
  readonly threadTs?: string | undefined;
}

/**
 * Tells one person something where there is no address to answer at: messages and events bring none. Whether it got there; where only
 * the two talk, everybody there may read it.
 */
export type Whisper = (to: Listener, message: SlackMessage) => Promise<boolean>;

export function createWhisper(access: SlackAccess, deps: { logger: Logger }): Whisper {
  const logger = deps.logger.child({ part: 'whisper' });
  const { posting } = slackClients(access, slackLogger(logger));
  return async ({ channelId, userId, threadTs }, { text, blocks }) => {
    const to = { channel: channelId, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) };
    const content = { text, blocks, link_names: false, parse: 'none' } as const;
    try {
      if (channelId.startsWith('D')) await posting.chat.postMessage({ ...to, ...content });
      else await posting.chat.postEphemeral({ ...to, user: userId, ...content });
      return true;
    } catch (error) {
      logger.warn({ err: error, user: userId, channel: channelId }, 'somebody could not be told');
      return false;
    }
  };
}
