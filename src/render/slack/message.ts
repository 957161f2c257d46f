import type { KnownBlock } from '@slack/types';

/** What chat.postMessage and chat.update take: always both, because an update without blocks removes them. */
export interface SlackMessage {
  /** For notifications and screen readers; mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}
